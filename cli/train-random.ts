// Repeatable chance for training and folds: the same seed gives the same numbers on every machine. Not for secrets.
import { mulberry32 } from '../tests/corpus/mutate/random.ts';

/** Numbers in [0, 1). */
export function seededRandom(seed: number): () => number {
  const next = mulberry32(seed);
  return () => (next() >>> 0) / 2 ** 32;
}
