// The mix of work in one function: how much of it is the xor, rotate, shift, add and multiply of a hash kernel.
// Locals, constants and control stay out of the denominator, because flattening, asyncify and optimisers move those
// freely (2.5 times dilution measured) while the arithmetic of a hash cannot move without costing its rate.
import { CLASS, CLASS_COUNT } from '../wasm/opcodes.ts';

/** Instructions that do work: everything but locals, constants and control. */
export function workOps(counts: Int32Array | Float64Array): number {
  let total = 0;
  for (let i = 0; i < CLASS_COUNT; i++) total += counts[i]!;
  return total - counts[CLASS.local]! - counts[CLASS.constant]! - counts[CLASS.control]!;
}

/** Xor, rotate and shift: what hashes do and ordinary code hardly does. */
export function scramblingOps(counts: Int32Array | Float64Array): number {
  return foldingOps(counts) + counts[CLASS.shift]!;
}

/** Xor and rotate alone: codecs and decompressors shift all day long, but they do not xor. */
export function foldingOps(counts: Int32Array | Float64Array): number {
  return counts[CLASS.xor]! + counts[CLASS.rotate]!;
}
