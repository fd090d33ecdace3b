// Every judge that the evaluation compares, each as one level per row: rules, model, both together, and the baselines
// that need no learning. The scores of the model that come in are out of fold; nothing here trains.
import type { LoadedRule } from '../core/engine.ts';
import { holds } from '../core/rules/match.ts';
import { FOLDS, positionsWhere, scoredRows, type Matrix, type OutOfFold } from './train-model.ts';
import { measuredOf } from './train-columns.ts';
import type { CorpusRow } from './train-rows.ts';
import { thresholdsOf, type Thresholds } from './train-thresholds.ts';

export type Level = 'clear' | 'suspected' | 'confirmed';
const ORDER: readonly Level[] = ['clear', 'suspected', 'confirmed'];

/** A judge: the level of the row at each position. */
export type Judge = (at: number) => Level;

/** What the rules say of a row. `skip` leaves out the rules of some families. */
export function rulesLevel(
  rules: readonly LoadedRule[],
  row: CorpusRow,
  skip: (family: string) => boolean = () => false,
): { readonly level: Level; readonly ruleIds: readonly string[] } {
  const measured = measuredOf(row) as unknown as Parameters<typeof holds>[1];
  const matched = rules.filter(
    ({ rule }) => rule.status !== 'deprecated' && !skip(rule.family) && holds(rule.when, measured),
  );
  const levels = matched.map(({ rule }): Level =>
    rule.status === 'nursery' ? 'suspected' : rule.level,
  );
  return { level: levels.reduce(stronger, 'clear'), ruleIds: matched.map(({ id }) => id) };
}

export function stronger(a: Level, b: Level): Level {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}

export const isFlagged = (level: Level): boolean => level !== 'clear';

export function levelOf(logOdds: number, { suspected, confirmed }: Thresholds): Level {
  if (logOdds >= confirmed) return 'confirmed';
  return logOdds >= suspected ? 'suspected' : 'clear';
}

/**
 * The thresholds that hold for the rows of each fold: chosen on the out-of-fold scores of all other folds, so that no row
 * has a say in the bar it is held to.
 */
export function thresholdsByFold(
  matrix: Matrix,
  { folds, logOdds }: OutOfFold,
  mayTrain: (row: CorpusRow) => boolean,
): Thresholds[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const others = positionsWhere(matrix, (row, at) => folds[at] !== fold && mayTrain(row));
    return thresholdsOf(scoredRows(matrix, logOdds, others));
  });
}

/** The model's level of each row, by out-of-fold scores and thresholds. */
export function modelJudge(scores: OutOfFold, thresholds: readonly Thresholds[]): Judge {
  return (at) => {
    const own = thresholds[scores.folds[at] ?? 0];
    if (own === undefined) throw new Error(`Row ${at} lies in no fold.`);
    return levelOf(scores.logOdds[at] ?? -Infinity, own);
  };
}

/** The rule of thumb of published work: a Groestl table and a Skein or JH constant anywhere. */
export function constantRule(row: CorpusRow): Level {
  const has = (name: string): boolean => row.constants.includes(name);
  return has('groestl') && (has('skein') || has('jh')) ? 'confirmed' : 'clear';
}

/** Any constant of any hash function. */
export function anyConstantRule(row: CorpusRow): Level {
  return row.constants.length > 0 ? 'confirmed' : 'clear';
}
