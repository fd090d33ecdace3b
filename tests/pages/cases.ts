// Finds all page cases: every folder tests/pages/<group>/<case>/ that has a case.ts. It only lists; it judges nothing
// and starts nothing.
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { PageCase } from './page-case.ts';

export const pageGroups = ['miner', 'benign', 'evasion'] as const;
export type PageGroup = (typeof pageGroups)[number];

export interface PageEntry extends PageCase {
  /** `<group>/<case>`, e.g. `miner/cryptonight-page`. */
  readonly id: string;
  readonly group: PageGroup;
  /** Path of the page on the site, e.g. `/miner/cryptonight-page/`. */
  readonly path: string;
}

export const pagesFolder = dirname(fileURLToPath(import.meta.url));

/** Loads all cases, in the order of the groups and then by name. Throws when a folder has no valid case.ts. */
export async function loadPageCases(): Promise<readonly PageEntry[]> {
  const perGroup = await Promise.all(pageGroups.map(loadGroup));
  return perGroup.flat();
}

async function loadGroup(group: PageGroup): Promise<PageEntry[]> {
  const found = await loadFolders<PageCase>(group);
  return found.map((entry) => ({ ...entry, group }));
}

/** Whether the browser tests and the demo run a case; the benchmark runs all. */
export function isQuick({ slow }: Pick<PageCase, 'slow'>): boolean {
  return !slow || process.env['ASSAY_SLOW'] === '1';
}

/** The default export of every `<group>/<name>/case.ts`, by name, with its id and its path on the site. */
export async function loadFolders<Case extends object>(
  group: string,
): Promise<(Case & { readonly id: string; readonly path: string })[]> {
  const entries = await readdir(join(pagesFolder, group), { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const id = `${group}/${name}`;
      const file = pathToFileURL(join(pagesFolder, group, name, 'case.ts')).href;
      const loaded = (await import(/* @vite-ignore */ file)) as { default?: Case };
      if (loaded.default === undefined) throw new Error(`${id}: case.ts has no default export`);
      return { ...loaded.default, id, path: `/${id}/` };
    }),
  );
}
