// A copy of the build that speaks German in every browser: only that language is in it. Browsers take their own language from what
// is installed beside them, which is English alone on many machines.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtExtension } from '../../cli/browser.ts';

/** @returns the folder of the copy; remove it at the end */
export async function germanExtension(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-german-'));
  await cp(builtExtension, folder, { recursive: true });
  await rm(join(folder, '_locales', 'en'), { recursive: true });
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  await writeFile(path, JSON.stringify({ ...manifest, default_locale: 'de' }));
  return folder;
}
