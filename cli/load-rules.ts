// Loads the rules of the rules/ folder in Node. In a bundle, entrypoints/guard.content/rules.ts does the same.
import { readdir } from 'node:fs/promises';
import type { LoadedRule } from '../core/engine.ts';
import type { WasmRule } from '../core/rules/define-rule.ts';
import type { SourceRule } from '../core/source/define-source-rule.ts';
import type { LoadedSourceRule } from '../core/source/judge-source.ts';

const folder = new URL('../rules/wasm/', import.meta.url);

/** Every rule below rules/wasm, sorted by id. */
export async function loadWasmRules(): Promise<LoadedRule[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort();
  return Promise.all(
    files.map(async (name) => {
      const module = (await import(new URL(name, folder).href)) as { default: WasmRule };
      return { id: `wasm/${name.slice(0, -'.ts'.length)}`, rule: module.default };
    }),
  );
}

const sourceFolder = new URL('../rules/source/', import.meta.url);

/** Every rule below rules/source, those for files included, sorted by id. */
export async function loadSourceRules(): Promise<LoadedSourceRule[]> {
  const files = (await readdir(sourceFolder, { recursive: true }))
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts'))
    .sort();
  return Promise.all(
    files.map(async (name) => {
      const module = (await import(new URL(name, sourceFolder).href)) as { default: SourceRule };
      return { id: `source/${name.slice(0, -'.ts'.length)}`, rule: module.default };
    }),
  );
}
