// The files of a built extension and the zip that is made of them. The same files give the same bytes, whatever the
// machine, its clock, its time zone and the order of its folders: names are sorted, and every entry has the same time.
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { zipSync } from 'fflate';

/** Path in the package, with `/` -> contents; sorted by path. */
export type PackedFiles = ReadonlyMap<string, Uint8Array>;

/**
 * Reads a built extension.
 * @throws when there is none, or when something in it is neither file nor folder
 */
export async function readBuild(folder: string): Promise<PackedFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files: [string, Uint8Array][] = [];
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) continue;
    if (!entry.isFile()) throw new Error(`${path} is a link or no file: build again.`);
    files.push([relative(folder, path).split(sep).join('/'), await readFile(path)]);
  }
  const sorted = new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
  if (!sorted.has('manifest.json'))
    throw new Error(`There is no built extension in ${folder}: pack without --no-build.`);
  return sorted;
}

/** The zip of a package. */
export function zipOf(files: PackedFiles): Uint8Array {
  // A zip keeps local time without a zone, from 1980 on; noon exists in every zone.
  const mtime = new Date(1980, 0, 1, 12);
  return zipSync(Object.fromEntries(files), { level: 9, mtime });
}

/** What packing reads of a manifest; the rest is carried along. */
export interface Manifest {
  readonly version: string;
  readonly minimum_chrome_version?: string;
  readonly browser_specific_settings?: { readonly gecko?: GeckoSettings };
}

export interface GeckoSettings {
  readonly id: string;
  readonly strict_min_version?: string;
  readonly update_url?: string;
}

/** The manifest of a package. */
export function manifestOf(files: PackedFiles): Manifest {
  return JSON.parse(Buffer.from(files.get('manifest.json') ?? []).toString('utf8')) as Manifest;
}

/** The same package with another manifest. */
export function withManifest(files: PackedFiles, manifest: object): PackedFiles {
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  return new Map(files).set('manifest.json', new TextEncoder().encode(text));
}
