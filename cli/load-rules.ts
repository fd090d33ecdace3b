// Loads the rules of the rules/ folder in Node. In a bundle, entrypoints/guard.content/rules.ts does the same.
import { readdir } from 'node:fs/promises';
import type { LoadedRule } from '../core/engine.ts';
import type { WasmRule } from '../core/rules/define-rule.ts';

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
