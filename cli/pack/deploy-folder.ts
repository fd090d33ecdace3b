// The folder that is deployed. What an earlier run has put there is known by its sums; nothing else is ever removed, because
// people put signed packages beside it.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SUMS, type Artefact } from './artefacts.ts';

/** Replaces what an earlier run wrote. The sums come last: a folder without them is not complete. */
export async function writeDeployment(
  folder: string,
  artefacts: readonly Artefact[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of await earlierNames(folder)) await rm(join(folder, name), { force: true });
  for (const { name, bytes } of artefacts) await writeFile(join(folder, name), bytes);
}

async function earlierNames(folder: string): Promise<readonly string[]> {
  const sums = await readFile(join(folder, SUMS), 'utf8').catch(() => '');
  const names = [...sums.matchAll(/^[0-9a-f]{64} {2}([\w.-]+)$/gm)].map(([, name = '']) => name);
  return [SUMS, ...names.filter((name) => !/^\.+$/.test(name))];
}
