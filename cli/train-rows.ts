// Reads the frozen rows of tests/corpus/vectors.jsonl.gz: what was measured of each module, never the module. A row
// that is not as it should be is an error that says which line and what to do.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { readFrozenLine, type FrozenModule } from '../core/features/freeze.ts';

/** One measured module. */
export type CorpusRow = FrozenModule;
export type RowLabel = CorpusRow['label'];

export interface Corpus {
  readonly rows: readonly CorpusRow[];
  /** Of the unpacked lines: the same rows give the same hash, whatever packed them. */
  readonly sha256: string;
}

/** Reads all rows. Throws with the line and the field that is wrong. */
export async function readCorpus(path: string): Promise<Corpus> {
  const text = gunzipSync(await readFile(path));
  const rows = rowsOf(text.toString('utf8'));
  return { rows, sha256: createHash('sha256').update(text).digest('hex') };
}

/** Parses lines of JSON, one row each, and holds them against each other. */
export function rowsOf(text: string): CorpusRow[] {
  const rows = text
    .split('\n')
    .map((line, i) => ({ line, number: i + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => readRow(line, number));
  const [first] = rows;
  if (first === undefined) throw new Error('The vectors hold no row: run `npm run freeze` first.');
  const names = Object.keys(first.features).sort().join(' ');
  for (const row of rows) {
    const own = Object.keys(row.features).sort().join(' ');
    if (own !== names) throw new Error(differingFeatures(row, names, own));
  }
  return rows;
}

function readRow(line: string, number: number): CorpusRow {
  try {
    return readFrozenLine(line);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const advice = 'Freeze the corpus again (npm run freeze).';
    throw new Error(`Line ${number} of the vectors: ${reason}. ${advice}`, { cause: error });
  }
}

function differingFeatures(row: CorpusRow, names: string, own: string): string {
  const wanted = new Set(names.split(' '));
  const has = new Set(own.split(' '));
  const missing = [...wanted].filter((name) => !has.has(name));
  const extra = [...has].filter((name) => !wanted.has(name));
  return (
    `Row ${row.sha256.slice(0, 12)} (${row.repository}) was measured with other features than the first row` +
    ` (missing: ${missing.join(', ') || 'none'}; more: ${extra.join(', ') || 'none'}).` +
    ' Freeze the whole corpus with one version of the analyser.'
  );
}
