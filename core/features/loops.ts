// Loops of a module: how many, and how deep. Unrolled kernels have none, interpreters have thousands; alone this
// says nothing, beside the kernel share it describes the program around the kernel.
import type { BodyFacts } from '../wasm/body-walk.ts';

export interface LoopShape {
  readonly loops: number;
  /** Deepest nesting of loops in one function. */
  readonly loopDepth: number;
}

export const NO_LOOPS: LoopShape = { loops: 0, loopDepth: 0 };

/** The shape with one more function body. */
export function withLoops(shape: LoopShape, body: BodyFacts): LoopShape {
  if (body.loops === 0) return shape;
  return { loops: shape.loops + body.loops, loopDepth: Math.max(shape.loopDepth, body.loopDepth) };
}
