// Which files a scan looks at, in which order. Knows names, never contents. Must end on folders that link to
// themselves, and give the same order on every machine.
import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';

export interface FileToScan {
  readonly path: string;
  /** Why it cannot be looked at, or null. */
  readonly problem: string | null;
}

const scannedName = /\.(?:wasm|[mc]?js|html?|wgsl|glsl|frag|vert|comp)$/i;

/** Those of the paths that lead nowhere. */
export async function missingPaths(paths: readonly string[]): Promise<string[]> {
  const missing: string[] = [];
  for (const path of paths) {
    try {
      await stat(path);
    } catch (error) {
      // A path that exists but may not be read is a row of the result, not a mistake in the call.
      if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(codeOf(error))) missing.push(path);
    }
  }
  return missing;
}

/**
 * The file itself, whatever its name, or all scripts, pages and modules in the folder and its subfolders, sorted by
 * name. `node_modules` is skipped unless the named path is such a folder or lies in one.
 */
export async function* filesUnder(path: string): AsyncGenerator<FileToScan> {
  const withNodeModules = resolve(path).split(sep).includes('node_modules');
  yield* walk(path, { withNodeModules, visited: new Set(), named: true });
}

interface Walk {
  readonly withNodeModules: boolean;
  /** Real paths of the folders entered, so that links in a circle end. */
  readonly visited: Set<string>;
  readonly named: boolean;
}

async function* walk(path: string, state: Walk): AsyncGenerator<FileToScan> {
  try {
    const found = await stat(path);
    if (!found.isDirectory()) {
      // Reading a pipe or a device may never end.
      const problem = found.isFile() ? null : 'cannot be read: not a file';
      if (state.named || scannedName.test(path)) yield { path, problem };
      return;
    }
    const real = await realpath(path);
    if (state.visited.has(real)) return;
    state.visited.add(real);
  } catch (error) {
    if (state.named || scannedName.test(path)) yield { path, problem: problemOf(error) };
    return;
  }
  yield* walkFolder(path, state);
}

async function* walkFolder(folder: string, state: Walk): AsyncGenerator<FileToScan> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield { path: folder, problem: problemOf(error) };
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name === 'node_modules' && !state.withNodeModules) continue;
    if (entry.isFile() && !scannedName.test(entry.name)) continue;
    if (entry.isFile() || entry.isDirectory() || entry.isSymbolicLink()) {
      yield* walk(join(folder, entry.name), { ...state, named: false });
    }
  }
}

/** What went wrong, in words, with the system's code. */
export function problemOf(error: unknown): string {
  return `cannot be read: ${codeOf(error) || String(error)}`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
