// Custody of a private key in a file, the same for every key that we make: for its owner alone, never replaced, never in this
// project, and never in an error. What to say of a wrong one is the caller's.
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { realpath, stat, writeFile } from 'node:fs/promises';
import { isAbsolute, relative } from 'node:path';
import process from 'node:process';
import { projectFolder } from './browser.ts';

const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

/** PKCS #8 as PEM. Rejects with `EEXIST` where there is a file: somebody who has made one at the same time wins. */
export async function writePrivateKey(path: string, key: KeyObject): Promise<void> {
  const pem = key.export({ type: 'pkcs8', format: 'pem' });
  await writeFile(path, pem, { flag: 'wx', mode: OWNER_ONLY });
}

/** False on Windows, where modes say nothing. Rejects where there is no file. */
export async function isReadByOthers(path: string): Promise<boolean> {
  const { mode } = await stat(path);
  return process.platform !== 'win32' && (mode & OTHERS) !== 0;
}

/** Null for what is none. An error of the parser could quote the file: only that it failed is said. */
export function parsedPrivateKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

/** What lies there is committed sooner or later. @param path without links */
export async function isInProject(path: string): Promise<boolean> {
  const way = relative(await realpath(projectFolder), path);
  return !way.startsWith('..') && !isAbsolute(way);
}
