// The npm part of the corpus: tests/corpus/npm is a package of its own, installed only here, because it is 1.6 GB and
// no check needs it. Knows packages; finding and measuring modules is done elsewhere.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export interface InstalledPackage {
  /** `npm:package@version`, by the package's own name. */
  readonly repository: string;
  readonly licence: string;
  readonly folder: string;
}

const npmFolder = fileURLToPath(new URL('../tests/corpus/npm/', import.meta.url));

/** Installs what the lock file says unless that was done before. Returns the folder of the packages. */
export async function installedNpmCorpus(): Promise<string> {
  const packages = join(npmFolder, 'node_modules');
  const stamp = join(packages, '.assay-lock');
  const lock = createHash('sha256')
    .update(await readFile(join(npmFolder, 'package-lock.json')))
    .digest('hex');
  if ((await readFile(stamp, 'utf8').catch(() => '')) !== lock) {
    process.stderr.write('Installing the npm corpus (1.6 GB, once) …\n');
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    execFileSync(npm, ['ci', '--loglevel=error', '--no-progress'], {
      cwd: npmFolder,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: npm.endsWith('.cmd'),
    });
    await writeFile(stamp, lock);
  }
  return packages;
}

/** Every package below a node_modules folder, nested ones too, each version once, sorted by name. */
export async function packagesIn(nodeModules: string): Promise<InstalledPackage[]> {
  const found = new Map<string, InstalledPackage>();
  for (const folder of await packageFolders(nodeModules)) {
    const about = await aboutPackage(folder);
    if (about !== null && !found.has(about.repository)) found.set(about.repository, about);
  }
  return [...found.values()].sort((a, b) => (a.repository < b.repository ? -1 : 1));
}

async function packageFolders(nodeModules: string): Promise<string[]> {
  const folders: string[] = [];
  for (const name of await foldersIn(nodeModules)) {
    if (name.startsWith('.')) continue;
    const folder = join(nodeModules, name);
    if (name.startsWith('@')) folders.push(...(await packageFolders(folder)));
    else folders.push(folder, ...(await packageFolders(join(folder, 'node_modules'))));
  }
  return folders;
}

async function foldersIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    // Most packages have no node_modules of their own.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

async function aboutPackage(folder: string): Promise<InstalledPackage | null> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => null);
  if (text === null) return null;
  const { name, version, license, licenses } = JSON.parse(text) as Record<string, unknown>;
  if (typeof name !== 'string' || typeof version !== 'string') return null;
  return { repository: `npm:${name}@${version}`, licence: licenceOf(license ?? licenses), folder };
}

/** `license` is a name; old packages write an object or a list of them. */
function licenceOf(said: unknown): string {
  if (typeof said === 'string' && said !== '') return said;
  if (Array.isArray(said)) return said.map(licenceOf).join(' OR ') || 'none';
  if (typeof said === 'object' && said !== null && 'type' in said) return licenceOf(said.type);
  return 'none';
}
