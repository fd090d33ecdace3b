// Which rows may teach: not those that are kept for the evaluation, and not the controls that say the opposite of what
// they are made to say. All of them are evaluated.
import { heldBack } from '../tests/corpus/mutate/recipes.ts';
import type { CorpusRow } from './train-rows.ts';

/** Fills a module with hash code that never runs, often to nine tenths of it. */
const HASH_FILLING = 'dead-code-hash';

/** Whether a row takes part in training and in the choice of thresholds. */
export function mayTrain(row: CorpusRow): boolean {
  // Nobody fills an honest program with hash code; as an example it would teach that hash code is honest.
  const isFilled = row.tier === 'control' && row.passes.includes(HASH_FILLING);
  return !heldBack(row) && !isFilled;
}
