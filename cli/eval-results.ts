// Runs every judge over every row once, so that all tables of the evaluation speak of the same run: rules, model out
// of fold, both, and the baselines. Nothing is written here.
import type { LoadedRule } from '../core/engine.ts';
import {
  anyConstantRule,
  constantRule,
  modelJudge,
  rulesLevel,
  stronger,
  thresholdsByFold,
  type Level,
} from './eval-judges.ts';
import { RATIO_SETTINGS, ratioRows, ratioThresholdLevels } from './eval-ratios.ts';
import { leaveFamiliesOut, type LeftOut } from './eval-leave-out.ts';
import {
  matrixOf,
  outOfFold,
  positionsWhere,
  scoredRows,
  type Matrix,
  type OutOfFold,
} from './train-model.ts';
import type { CorpusRow } from './train-rows.ts';
import { thresholdsOf, type Thresholds } from './train-thresholds.ts';

/** Judges by name, in the order of the tables; each holds one level per row. */
export type Levels = Readonly<Record<string, readonly Level[]>>;

export const BOTH = 'rules or model';
export const RULES = 'rules alone';
export const MODEL = 'model alone, out of fold';

export interface Results {
  readonly matrix: Matrix;
  readonly scores: OutOfFold;
  readonly levels: Levels;
  readonly ruleIds: readonly (readonly string[])[];
  readonly thresholds: Thresholds;
  readonly thresholdsOfFolds: readonly Thresholds[];
  readonly leftOut: readonly LeftOut[];
  /** Rows that no model was trained on: passes and seeds of the mutator that are kept for this. */
  readonly isHeldBack: (row: CorpusRow) => boolean;
}

export function evaluateAll(
  rows: readonly CorpusRow[],
  rules: readonly LoadedRule[],
  mayTrain: (row: CorpusRow) => boolean,
  isHeldBack: (row: CorpusRow) => boolean,
): Results {
  const matrix = matrixOf(rows);
  const scores = outOfFold(matrix, mayTrain);
  const thresholdsOfFolds = thresholdsByFold(matrix, scores, mayTrain);
  const thresholds = thresholdsOf(
    scoredRows(matrix, scores.logOdds, positionsWhere(matrix, mayTrain)),
  );
  const byRules = rows.map((row) => rulesLevel(rules, row));
  const judge = modelJudge(scores, thresholdsOfFolds);
  const byModel = rows.map((_, at) => judge(at));
  const levels = {
    [BOTH]: byModel.map((level, at) => stronger(level, byRules[at]?.level ?? 'clear')),
    [RULES]: byRules.map(({ level }) => level),
    [MODEL]: byModel,
    'baseline: constant rule': rows.map(constantRule),
    'baseline: any constant': rows.map(anyConstantRule),
    ...ratioBaselines(rows, mayTrain),
  };
  const leftOut = leaveFamiliesOut(matrix, rules, thresholds, mayTrain);
  return {
    ...{ matrix, scores, levels, thresholds, thresholdsOfFolds, leftOut, isHeldBack },
    ruleIds: byRules.map(({ ruleIds }) => ruleIds),
  };
}

/** Whole-module opcode shares, as a threshold and as a boosted model; none when the rows do not carry them. */
function ratioBaselines(
  rows: readonly CorpusRow[],
  mayTrain: (row: CorpusRow) => boolean,
): Record<string, readonly Level[]> {
  const ratios = ratioRows(rows);
  if (ratios === null) return {};
  const matrix = matrixOf(ratios, Object.keys(ratios[0]?.features ?? {}).sort());
  const scores = outOfFold(matrix, mayTrain, RATIO_SETTINGS);
  const judge = modelJudge(scores, thresholdsByFold(matrix, scores, mayTrain));
  return {
    'baseline: xor and shift share': ratioThresholdLevels(matrix, scores.folds, mayTrain),
    'baseline: boosted, whole-module ratios': rows.map((_, at) => judge(at)),
  };
}
