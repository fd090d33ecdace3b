// The folder that is deployed. What an earlier run has put there is known by its sums; nothing else is ever removed or written
// over, because people put signed packages beside it, and may name a folder that holds something else.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SUMS, type Artefact } from './artefacts.ts';
import { UPDATE_XML, UPDATES_JSON } from './update-answers.ts';

/**
 * Replaces what an earlier run wrote. The sums come last: a folder without them is not complete.
 * @throws an Error where something lies there that no run has written
 */
export async function writeDeployment(
  folder: string,
  artefacts: readonly Artefact[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const present = await readdir(folder);
  const earlier = await earlierNames(folder, present);
  const foreign = COMMON_NAMES.find((name) => present.includes(name) && !earlier.includes(name));
  if (foreign !== undefined)
    throw new Error(
      `${folder} holds a ${foreign} of something else. Nothing was written: name another folder.`,
    );
  for (const name of earlier) await rm(join(folder, name), { force: true });
  for (const { name, bytes } of artefacts) await writeFile(join(folder, name), bytes);
}

/** Files of any project can have these names; all others of ours begin with the product's. */
const COMMON_NAMES: readonly string[] = [SUMS, UPDATE_XML, UPDATES_JSON];
const OURS = /^assay-[\w.-]+$/;
/** Before the name in a line of sums: 64 digits and two spaces. */
const SUM_CHARS = 66;

async function earlierNames(
  folder: string,
  present: readonly string[],
): Promise<readonly string[]> {
  // A run that was broken off has left no sums.
  if (!present.includes(SUMS)) return present.some((name) => OURS.test(name)) ? COMMON_NAMES : [];
  const sums = await readFile(join(folder, SUMS), 'utf8');
  const names = sums
    .trimEnd()
    .split('\n')
    .map((line) => line.slice(SUM_CHARS));
  const isOurs = names.every((name) => OURS.test(name) || COMMON_NAMES.includes(name));
  return isOurs ? [SUMS, ...names] : [];
}
