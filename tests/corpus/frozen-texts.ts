// The frozen texts: one row a script or shader that was measured. Knows the form of a row and where the rows lie.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { SourceFeatures } from '../../core/source/define-source-rule.ts';

export interface FrozenText extends SourceFeatures {
  readonly sha256: string;
  readonly label: 'miner' | 'dual-use' | 'benign';
  /** `kernel`: has the hash or a module with it; `client`: talks to a pool; `gpu`: has shaders; `glue`, `page`, `tool`: other. */
  readonly role: string;
  readonly repository: string;
  readonly licence: string;
  /** The row that this was made from by our mutator, or null. */
  readonly variantOf: string | null;
  readonly passes: readonly string[];
}

export const textsFile = fileURLToPath(new URL('texts.jsonl.gz', import.meta.url));

/** All rows, sorted by sha256. */
export function frozenTexts(): FrozenText[] {
  return gunzipSync(readFileSync(textsFile))
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as FrozenText);
}
