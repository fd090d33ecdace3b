// Puts a pack into a folder, whole or not at all. A folder that holds anything but an earlier pack is never touched.
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ANSWERS_FILE, README_FILE, type Pack } from './pack.ts';

const OURS = [ANSWERS_FILE, README_FILE, 'firefox', 'google-admin', 'linux', 'macos', 'windows'];

/** @returns why the folder cannot take a pack, or null when it can: it is not there, empty, or an earlier pack */
export async function whyNotInto(folder: string): Promise<string | null> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? null : `${folder} cannot be read (${code ?? 'unknown'})`;
  }
  const foreign = names.filter((name) => !OURS.includes(name));
  if (foreign.length > 0) return `${folder} holds other things: ${foreign.slice(0, 3).join(', ')}`;
  if (names.length > 0 && !names.includes(ANSWERS_FILE)) return `${folder} holds no pack of Assay`;
  return null;
}

/**
 * Writes beside the folder first, and then puts it in its place: what an earlier pack had and this one has not is gone.
 * @throws Error where something else lies beside it
 */
export async function writePack(folder: string, pack: Pack): Promise<void> {
  const beside = `${folder}.new`;
  const whyNot = await whyNotInto(beside);
  if (whyNot !== null) throw new Error(whyNot);
  await rm(beside, { recursive: true, force: true });
  for (const [path, text] of pack) {
    await mkdir(join(beside, dirname(path)), { recursive: true });
    await writeFile(join(beside, path), text);
  }
  await rm(folder, { recursive: true, force: true });
  await rename(beside, folder);
}
