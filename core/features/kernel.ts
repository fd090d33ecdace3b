// Which functions work like the kernel of a hash: by the mix of their work alone, so neither names nor layout nor
// the constants matter. A kernel is no crime: password hashes and checksums have one too. How much of the whole
// program it makes up is what tells a miner from a wallet (docs/decisions/001-static-verdict.md).
import { CLASS } from '../wasm/opcodes.ts';

/** A function with less work than this is too small to call. */
const MIN_WORK_OPS = 50;
/** Of the work: xor, rotate and shift; and xor and rotate alone. Chosen by measurement, see the decision. */
const MIN_SCRAMBLING_PERCENT = 15;
const MIN_FOLDING_PERCENT = 8;

/**
 * Whether a function with these instruction counts (by class) works like a hash kernel. Locals, constants and control
 * do not count as work: flattening, asyncify and optimisers move those freely (2.5 times dilution measured), while the
 * arithmetic of a hash cannot move without costing its rate.
 */
export function isKernel(counts: Int32Array): boolean {
  // Xor and rotate: codecs and decompressors shift all day long, but they do not xor.
  const folding = counts[CLASS.folding]!;
  // What hashes do and ordinary code hardly does.
  const scrambling = folding + counts[CLASS.shift]!;
  const work = scrambling + counts[CLASS.work]!;
  return (
    work >= MIN_WORK_OPS &&
    scrambling * 100 >= work * MIN_SCRAMBLING_PERCENT &&
    folding * 100 >= work * MIN_FOLDING_PERCENT
  );
}
