// The names of the numbers that the walker gives, in its order (walker/kernel.ts). It must never be reordered alone: a
// test walks a body whose every number is known.

import { CLASS, CLASS_COUNT, VECTOR_WORK, WIDE } from './opcodes.ts';

/** Facts behind the two rows of sums by class, each an offset in `WalkResult.numbers`. */
export const WALK_FACTS = [
  'functions',
  'codeBytes',
  'unknownBodies',
  'kernelBytes',
  'kernels',
  'largestKernelOps',
  'kernelLoops',
  'largestKernelLoopBytes',
  'kernelLoopDepth',
  'stretchOps',
  'hotStretchOps',
  'scratchpadBits',
  'scratchpadFunctions',
  'tableBuilders',
  'kernelConstants',
  'kernelVectorOps',
  'kernelWideOps',
  'vectorOps',
  'loops',
  'nonceLoops',
  'reachBytes',
  'largestBodyOps',
  'arithmeticFolding',
  'arithmeticKernelBytes',
] as const;

/** Length of `WalkResult.numbers`. */
export const WALK_NUMBERS = 3 * CLASS_COUNT;

export type WalkFact = (typeof WALK_FACTS)[number];

/** Instructions of a class of any width, in all kernels (`kernel`) or in all bodies (`all`). */
export function classSum(numbers: Float64Array, of: 'kernel' | 'all', sort: number): number {
  const from = of === 'all' ? CLASS_COUNT : 0;
  const plain = numbers[from + sort]!;
  if (sort < CLASS.xor || sort > CLASS.multiply) return plain;
  return plain + numbers[from + WIDE + sort]! + numbers[from + VECTOR_WORK + sort]!;
}

/** One fact of the walk. */
export function walkFact(numbers: Float64Array, name: WalkFact): number {
  return numbers[2 * CLASS_COUNT + WALK_FACTS.indexOf(name)]!;
}
