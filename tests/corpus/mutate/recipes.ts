// Which passes a variant is made of: one to three, drawn by chance, with more weight on those that change the code a lot.
// Training and evaluation draw from separate passes and separate seeds, and anybody can tell the two apart by a row.
import { HELD_BACK_PASSES, type PassName } from './passes.ts';
import type { Random } from './random.ts';

export interface Recipe {
  readonly passes: readonly PassName[];
  readonly seed: number;
}

/** Seeds from here on are for the evaluation only. */
export const FIRST_HELD_BACK_SEED = 1_000_000_000;

/** Whether a frozen row may only be used to evaluate: made with a pass or a seed that is kept back. */
export function heldBack(row: {
  readonly passes: readonly string[];
  readonly seed: number | null;
}): boolean {
  const names: readonly string[] = HELD_BACK_PASSES;
  return (row.seed ?? 0) >= FIRST_HELD_BACK_SEED || row.passes.some((pass) => names.includes(pass));
}

/** Passes that rewrite code, in groups that are drawn alike. */
const STRONG: readonly (readonly PassName[])[] = [
  ['constant-splitting'],
  ['data-in-code', 'constant-splitting'],
  ['dead-code-hash', 'dead-code-float', 'dead-code-control', 'dead-functions'],
  ['function-splitting'],
  ['opaque-predicates'],
  ['loop-unrolling'],
  ['block-wrapping', 'local-shuffle'],
  ['O1', 'O2', 'O3', 'O4', 'Os', 'Oz'],
  ['inlining', 'monomorphize'],
  ['licm', 'static-single-assignment', 'coalesce-locals', 'simplify-locals', 'redundant-sets'],
  ['alignment-lowering', 'const-hoisting', 'denan', 'local-cse', 'merge-blocks', 'code-folding'],
];

/** Passes that hardly touch an instruction; they come on top. */
const LIGHT: readonly PassName[] = [
  ...(['custom-padding', 'names-scrambled', 'names-stripped', 'memory-growth'] as const),
  ...(['function-order', 'reorder-functions', 'dealign', 'avoid-reinterprets'] as const),
  ...(['memory-packing', 'signext-lowering', 'dead-arguments', 'instruction-optimizing'] as const),
  'merge-similar-functions',
];

/** Passes that take many seconds on modules from so many bytes on. */
const SLOW_FROM_BYTES: Readonly<Partial<Record<PassName, number>>> = {
  'i64-lowering': 120_000,
  monomorphize: 100_000,
  asyncify: 300_000,
  O4: 300_000,
};

interface Subject {
  readonly sizeBytes: number;
}

/** A recipe of training passes. */
export function trainingRecipe(random: Random, subject: Subject): Recipe {
  const seed = random.below(FIRST_HELD_BACK_SEED);
  return { passes: withoutSlow(trainingPasses(random), subject, random), seed };
}

/** A recipe for the evaluation: nearly always with a pass that training never sees, else with other seeds only. */
export function heldBackRecipe(random: Random, subject: Subject): Recipe {
  const seed = FIRST_HELD_BACK_SEED + random.below(FIRST_HELD_BACK_SEED);
  if (random.chance(0.1)) {
    return { passes: withoutSlow(trainingPasses(random), subject, random), seed };
  }
  const special = random.shuffled(HELD_BACK_PASSES).slice(0, random.chance(0.3) ? 2 : 1);
  const more = random.chance(0.35) ? [random.pick(random.pick(STRONG))] : [];
  return { passes: withoutSlow(random.shuffled([...special, ...more]), subject, random), seed };
}

function trainingPasses(random: Random): PassName[] {
  const groups = random.shuffled(STRONG).slice(0, random.chance(0.4) ? 1 : 2);
  const strong = groups.flatMap((group) =>
    // The two passes belong together: the words of moved data are split.
    group.includes('data-in-code') ? group : [random.pick(group)],
  );
  const light = strong.length < 3 && random.chance(0.4) ? [random.pick(LIGHT)] : [];
  return unique([...strong, ...light]).slice(0, 3);
}

const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];

/** Slow passes give way to fast ones where the module is large. */
function withoutSlow(passes: readonly PassName[], subject: Subject, random: Random): PassName[] {
  const isFast = (pass: PassName): boolean =>
    subject.sizeBytes < (SLOW_FROM_BYTES[pass] ?? Infinity);
  const fast = passes.filter(isFast);
  if (fast.length > 0) return fast;
  const held = passes.some((pass) => HELD_BACK_PASSES.includes(pass));
  return [random.pick(held ? HELD_BACK_PASSES.filter(isFast) : (['O1', 'O2', 'Os'] as const))];
}
