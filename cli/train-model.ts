// From frozen rows to a model, and to scores that a row's own model has never seen. Shared by training and evaluation,
// so that what is evaluated is what is shipped.
import { boost, predict, type BoostedModel, type BoostSettings } from './train-boost.ts';
import { COLUMNS, DIRECTIONS, valuesOf } from './train-columns.ts';
import { foldsOf } from './train-folds.ts';
import { groupsOf, weightsOf } from './train-groups.ts';
import type { CorpusRow, RowLabel } from './train-rows.ts';
import type { Scored } from './train-thresholds.ts';

export const FOLDS = 8;

/** Chosen by grouped cross-validation; docs/model-card.md says what else was tried. */
export const SETTINGS: BoostSettings = {
  trees: 80,
  depth: 1,
  learningRate: 0.15,
  shrinkage: 2,
  minLeafWeight: 0.5,
  minLeafGroups: 3,
  columnShare: 0.5,
  groupShare: 0.8,
  newTestCost: 0.3,
  seed: 3,
  monotone: new Map(Object.entries(DIRECTIONS)),
};

const TARGETS: Readonly<Record<RowLabel, number>> = { miner: 1, 'dual-use': 0, benign: 0 };
/**
 * How much of the whole weight each label has. Dual use does a miner's work: the more it weighs, the less the model
 * flags of families that it has not seen. That it is never confirmed is the threshold's part.
 */
const SHARES: Readonly<Record<RowLabel, number>> = { miner: 1, 'dual-use': 0.1, benign: 1 };

/** A matrix of rows, and what it stands for. */
export interface Matrix {
  readonly rows: readonly CorpusRow[];
  readonly columns: readonly string[];
  readonly values: readonly Float64Array[];
  readonly groups: Int32Array;
}

/** All rows as numbers. */
export function matrixOf(rows: readonly CorpusRow[], columns = COLUMNS): Matrix {
  return { rows, columns, values: valuesOf(rows, columns), groups: groupsOf(rows) };
}

/** Trains on the rows at these positions. */
export function trainOn(
  matrix: Matrix,
  positions: readonly number[],
  settings: BoostSettings = SETTINGS,
): BoostedModel {
  const rows = positions.flatMap((at) => matrix.rows[at] ?? []);
  return boost(
    {
      columns: matrix.columns,
      values: matrix.values.map((column) => Float64Array.from(positions, (at) => column[at] ?? 0)),
      targets: Float64Array.from(rows, (row) => TARGETS[row.label]),
      weights: weightsOf(rows, SHARES),
      groups: Int32Array.from(positions, (at) => matrix.groups[at] ?? 0),
    },
    settings,
  );
}

/** Log-odds of the row at this position. */
export function scoreAt(model: BoostedModel, matrix: Matrix, at: number): number {
  return predict(model, (column) => matrix.values[matrix.columns.indexOf(column)]?.[at] ?? 0);
}

export interface OutOfFold {
  readonly folds: Int32Array;
  /** Log-odds of each row by the model that was trained without its fold. */
  readonly logOdds: Float64Array;
  /** The model of each fold: trained without it. */
  readonly models: readonly BoostedModel[];
}

/** Scores every row by a model that has seen nothing of its group. `teaches` keeps rows out of all training. */
export function outOfFold(
  matrix: Matrix,
  teaches: (row: CorpusRow) => boolean,
  settings: BoostSettings = SETTINGS,
): OutOfFold {
  const folds = foldsOf(matrix.rows, matrix.groups, FOLDS);
  const logOdds = new Float64Array(matrix.rows.length);
  const models: BoostedModel[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const others = positionsWhere(matrix, (row, at) => folds[at] !== fold && teaches(row));
    const model = trainOn(matrix, others, settings);
    models.push(model);
    for (const at of positionsWhere(matrix, (_, position) => folds[position] === fold))
      logOdds[at] = scoreAt(model, matrix, at);
  }
  return { folds, logOdds, models };
}

export function positionsWhere(
  { rows }: Matrix,
  wanted: (row: CorpusRow, at: number) => boolean,
): number[] {
  return rows.flatMap((row, at) => (wanted(row, at) ? [at] : []));
}

/** What the choice of thresholds needs to know of each row. */
export function scoredRows(
  { rows }: Matrix,
  logOdds: Float64Array,
  positions: readonly number[],
): Scored[] {
  return positions.flatMap((at) => {
    const row = rows[at];
    if (row === undefined) return [];
    const { tier, codeSha256, sha256 } = row;
    return [{ tier, logOdds: logOdds[at] ?? 0, code: codeSha256 || sha256 }];
  });
}
