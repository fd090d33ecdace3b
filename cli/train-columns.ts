// What the model looks at, and which way each feature speaks. Only features with a clear direction take part: the model
// then cannot learn an accident of the corpus such as "few imports", and says the same of a module however it is padded.
import { valueOf } from '../core/model/vector.ts';
import type { CorpusRow } from './train-rows.ts';

/**
 * The columns, as core/model/vector.ts reads them. +1: more of it never speaks against a miner; -1: never for one.
 * A new feature joins the model by a line here; whether it helps, `npm run eval` says.
 */
export const DIRECTIONS: Readonly<Record<string, 1 | -1>> = {
  arithmeticKernelPercent: 1,
  constants: 1,
  hotStretchPercent: 1,
  kernelSharePercent: 1,
  mixerCount: 1,
  nonceLoops: 1,
  reachPercent: 1,
  scratchpadBits: 1,
};

/** Every column, in the order of the alphabet. */
export const COLUMNS: readonly string[] = Object.keys(DIRECTIONS).sort();

/** The flat record of a row, as the analyser gives it in a page. */
export function measuredOf(row: CorpusRow): Readonly<Record<string, unknown>> {
  return { ...row.features, constants: row.constants, mixers: row.mixers };
}

/** One array per column. Throws when a row lacks a column: then it was measured by another version. */
export function valuesOf(rows: readonly CorpusRow[], columns: readonly string[]): Float64Array[] {
  const records = rows.map(measuredOf);
  return columns.map((column) =>
    Float64Array.from(records, (record, i) => {
      const value = valueOf(record, column);
      if (value !== undefined) return value;
      const where = `Row ${rows[i]?.sha256.slice(0, 12) ?? ''} (${rows[i]?.repository ?? ''})`;
      throw new Error(`${where} has no feature "${column}": freeze the corpus again.`);
    }),
  );
}
