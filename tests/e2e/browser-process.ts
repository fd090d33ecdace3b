// Test aid: the process of a browser, to kill it.
import { readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Id of the browser's process: Chromium writes `<host>-<pid>` into a link of its profile. */
export async function browserProcess(profile: string): Promise<number> {
  const lock = await readlink(join(profile, 'SingletonLock'));
  return Number(lock.slice(lock.lastIndexOf('-') + 1));
}
