// Which npm packages are really in a build: the bundler says of every chunk which modules it holds. A dependency that
// nothing imports is not in it, and a few lines of the build tools are. The build writes the list beside its folder.
import { readFile, writeFile } from 'node:fs/promises';

/** What WXT says of a file that it has written. */
export interface BuiltChunk {
  readonly type: string;
  readonly fileName: string;
  readonly moduleIds?: readonly string[];
}

/** Place of a package in package-lock.json -> the files of the build that hold code of it. */
export type BundledPackages = Readonly<Record<string, readonly string[]>>;

/** Modules that exist in memory only; their name says which tool made them. */
const VIRTUAL: readonly (readonly [RegExp, string])[] = [
  [/^\0rolldown\//, 'node_modules/rolldown'],
  [/^\0vite\//, 'node_modules/vite'],
  [/^\0virtual:wxt-/, 'node_modules/wxt'],
];

/** The packages in these chunks, sorted. */
export function packagesIn(chunks: readonly BuiltChunk[]): BundledPackages {
  const found = new Map<string, Set<string>>();
  for (const { fileName, moduleIds = [] } of chunks) {
    for (const place of moduleIds.map(placeOf)) {
      if (place === null) continue;
      found.set(place, (found.get(place) ?? new Set()).add(fileName));
    }
  }
  const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([place, files]) => [place, [...files].sort()]));
}

/** The key of a module's package in package-lock.json, or null for our own code. */
function placeOf(moduleId: string): string | null {
  const virtual = VIRTUAL.find(([pattern]) => pattern.test(moduleId));
  if (virtual) return virtual[1];
  const names = [...moduleId.matchAll(/\/node_modules\/((?:@[^/]+\/)?[^/?]+)/g)];
  return names.length === 0 ? null : names.map(([, name]) => `node_modules/${name}`).join('/');
}

/** The list of a build lies beside its folder, not in it: it is not part of the extension. */
function listBeside(buildFolder: string): string {
  return `${buildFolder}.packages.json`;
}

/** Called by the build. */
export async function writePackageList(
  buildFolder: string,
  chunks: readonly BuiltChunk[],
): Promise<void> {
  await writeFile(listBeside(buildFolder), `${JSON.stringify(packagesIn(chunks), null, 2)}\n`);
}

/** @throws what to do when the build has left no list */
export async function readPackageList(buildFolder: string): Promise<BundledPackages> {
  try {
    return JSON.parse(await readFile(listBeside(buildFolder), 'utf8')) as BundledPackages;
  } catch (error) {
    throw new Error(`${listBeside(buildFolder)} cannot be read: pack without --no-build.`, {
      cause: error,
    });
  }
}
