// Which functions work like the kernel of a hash: by the mix of their work alone, so neither names nor layout nor
// the constants matter. A kernel is no crime: password hashes and checksums have one too. How much of the whole
// program it makes up is what tells a miner from a wallet (docs/decisions/001-static-verdict.md).
import { foldingOps, scramblingOps, workOps } from './mix.ts';

/** A function with less work than this is too small to call. */
const MIN_WORK_OPS = 50;
/** Of the work: xor, rotate and shift; and xor and rotate alone. Chosen by measurement, see the decision. */
const MIN_SCRAMBLING_PERCENT = 15;
const MIN_FOLDING_PERCENT = 8;

/** Whether a function with these instruction counts (by class) works like a hash kernel. */
export function isKernel(counts: Int32Array): boolean {
  const work = workOps(counts);
  return (
    work >= MIN_WORK_OPS &&
    scramblingOps(counts) * 100 >= work * MIN_SCRAMBLING_PERCENT &&
    foldingOps(counts) * 100 >= work * MIN_FOLDING_PERCENT
  );
}
