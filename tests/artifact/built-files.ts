// Test aid: the files of a built extension as they would be shipped.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';

export const projectFolder = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export interface BuiltFile {
  /** Path below the build, with `/`. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly text: string;
}

export function isBuilt(name: string): boolean {
  return existsSync(join(projectFolder, '.output', name, 'manifest.json'));
}

/** @param name such as `chrome-mv3`; throws what to do when it was not built */
export function builtFiles(name: string): readonly BuiltFile[] {
  const folder = join(projectFolder, '.output', name);
  if (!isBuilt(name)) throw new Error(`.output/${name} is not there: run "npm run build" first.`);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => {
      const bytes = readFileSync(join(folder, path));
      return { path: path.replaceAll('\\', '/'), bytes, text: bytes.toString('utf8') };
    });
}

/** Size of a zip of these files in bytes: each deflated, with its two headers, and the end record. */
export function zipBytes(files: readonly BuiltFile[]): number {
  const entries = files.map(({ path, bytes }) => {
    const packed = deflateRawSync(bytes, { level: 9 }).length;
    return Math.min(packed, bytes.length) + 30 + 46 + 2 * Buffer.byteLength(path);
  });
  return entries.reduce((sum, size) => sum + size, 22);
}
