// Can a family be flagged that nobody has seen? Trains without the family and without every group that holds it, and
// asks rules of other families only.
import type { LoadedRule } from '../core/engine.ts';
import { isFlagged, levelOf, rulesLevel, stronger } from './eval-judges.ts';
import { rateOf, type Rate } from './eval-rates.ts';
import { positionsWhere, scoreAt, trainOn, type Matrix } from './train-model.ts';
import type { CorpusRow } from './train-rows.ts';
import type { Thresholds } from './train-thresholds.ts';

export interface LeftOut {
  readonly family: string;
  /** Flagged by the model alone, and by it or a rule of another family. */
  readonly byModel: Rate;
  readonly byBoth: Rate;
  readonly missed: readonly { readonly row: CorpusRow; readonly logOdds: number }[];
}

/** Families of miners as they are found, mutations aside. */
export function familiesOf(rows: readonly CorpusRow[]): string[] {
  return [...new Set(rows.filter(isOriginalMiner).map(({ family }) => family))].sort();
}

export function isOriginalMiner(row: CorpusRow): boolean {
  return row.label === 'miner' && row.tier !== 'obfuscated';
}

/** Leaves out each family in turn. */
export function leaveFamiliesOut(
  matrix: Matrix,
  rules: readonly LoadedRule[],
  thresholds: Thresholds,
  mayTrain: (row: CorpusRow) => boolean,
): LeftOut[] {
  return familiesOf(matrix.rows).map((family) => {
    const inFamily = positionsWhere(
      matrix,
      (row) => row.label === 'miner' && row.family === family,
    );
    const groups = new Set(inFamily.map((at) => matrix.groups[at]));
    const others = positionsWhere(
      matrix,
      (row, at) => mayTrain(row) && !groups.has(matrix.groups[at] ?? 0),
    );
    const model = trainOn(matrix, others);
    const judged = inFamily.flatMap((at) => {
      const row = matrix.rows[at];
      if (row === undefined || !isOriginalMiner(row)) return [];
      const logOdds = scoreAt(model, matrix, at);
      const level = levelOf(logOdds, thresholds);
      const either = stronger(level, rulesLevel(rules, row, (name) => name === family).level);
      return [{ row, logOdds, level, either }];
    });
    return {
      family,
      byModel: rateOf(judged, ({ level }) => isFlagged(level)),
      byBoth: rateOf(judged, ({ either }) => isFlagged(either)),
      missed: judged.filter(({ either }) => !isFlagged(either)),
    };
  });
}
