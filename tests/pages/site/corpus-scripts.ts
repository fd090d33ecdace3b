// The generators of tests/corpus for pages of the site: their TypeScript with the types taken out, nothing bundled. Only
// the files listed here are served, and each imports no other than these.
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';

const PREFIX = '/generated/corpus/';
const NAMES = ['jit-streams.ts', 'randomx-like.ts', 'wasm-writer.ts', 'mutate/random.ts'];

/** The script behind `/generated/corpus/<name>.ts`, or null for every other path. */
export async function corpusScript(path: string, corpusFolder: string): Promise<Buffer | null> {
  const name = NAMES.find((known) => path === PREFIX + known);
  if (name === undefined) return null;
  return Buffer.from(stripTypeScriptTypes(await readFile(join(corpusFolder, name), 'utf8')));
}
