// Passes of Binaryen, which keep what a module computes. Each of ours is a list of theirs with the levels they run at.
// Left out: passes that add imports (instrument-*, log-execution, trace-calls), need a runtime (safe-heap, stack-check), or
// that this build of Binaryen lacks or fails on (outlining, spill-pointers).
import binaryen from 'binaryen';
import { withoutNameSection } from './module-writer.ts';

export interface BinaryenRecipe {
  readonly passes: readonly string[];
  /** 0 to 4 and 0 to 2, as in `wasm-opt -O3 -s 1`. */
  readonly optimize: number;
  readonly shrink: number;
  /** Size from which on functions are not inlined. */
  readonly inlineSize?: number;
  /** Removes 64-bit integers: vectors cannot be read, and the host must not see any. */
  readonly lowersWide?: boolean;
}

const plain = (...passes: readonly string[]): BinaryenRecipe => ({
  passes,
  optimize: 2,
  shrink: 0,
});
/** What Binaryen runs after flattening; without it coalescing takes a minute. */
const TIDY = ['simplify-locals', 'vacuum', 'reorder-locals', 'coalesce-locals', 'reorder-locals'];
const UNUSED = 'remove-unused-module-elements';
/** The whole default pipeline. */
const level = (optimize: number, shrink: number): BinaryenRecipe => ({
  passes: [],
  optimize,
  shrink,
});

export const BINARYEN_RECIPES = {
  O1: level(1, 0),
  O2: level(2, 0),
  O3: level(3, 0),
  O4: level(4, 0),
  Os: level(2, 1),
  Oz: level(2, 2),
  'alignment-lowering': plain('alignment-lowering'),
  asyncify: plain('asyncify'),
  'avoid-reinterprets': plain('avoid-reinterprets'),
  'coalesce-locals': plain('ssa', 'coalesce-locals', 'vacuum'),
  'code-folding': plain('code-folding', 'code-pushing'),
  'const-hoisting': plain('const-hoisting'),
  'dead-arguments': plain('dae-optimizing', UNUSED),
  dealign: plain('dealign'),
  denan: plain('denan'),
  flatten: plain('flatten'),
  'flatten-rereloop': plain('flatten', 'rereloop', ...TIDY),
  // As in wasm2js. Its helpers bring imports, which go where they are not used.
  'i64-lowering': {
    passes: ['remove-non-js-ops', 'flatten', 'i64-to-i32-lowering', ...TIDY, UNUSED],
    optimize: 2,
    shrink: 0,
    lowersWide: true,
  },
  inlining: { ...level(3, 0), passes: ['inlining'], inlineSize: 400 },
  'instruction-optimizing': plain('optimize-instructions', 'precompute-propagate', 'vacuum'),
  licm: plain('flatten', 'simplify-locals-notee-nostructure', 'licm', ...TIDY),
  'local-cse': plain('local-cse'),
  'memory-packing': plain('memory-packing'),
  'merge-similar-functions': plain('merge-similar-functions'),
  'merge-blocks': plain('merge-blocks', 'remove-unused-brs', 'remove-unused-names', 'merge-locals'),
  monomorphize: plain('monomorphize'),
  'monomorphize-always': plain('monomorphize-always'),
  'redundant-sets': plain('rse', 'vacuum'),
  'reorder-functions': plain('reorder-functions', 'reorder-locals', 'reorder-globals'),
  'signext-lowering': plain('signext-lowering', 'llvm-memory-copy-fill-lowering'),
  'simplify-locals': plain('simplify-locals-nonesting', 'untee'),
  'static-single-assignment': plain('ssa'),
} as const satisfies Readonly<Record<string, BinaryenRecipe>>;

export type BinaryenPassName = keyof typeof BINARYEN_RECIPES;

export const isBinaryenPass = (name: string): name is BinaryenPassName =>
  Object.hasOwn(BINARYEN_RECIPES, name);

/** Binaryen gave up; its memory may be damaged, so the process should not use it again. */
export class BinaryenFailure extends Error {
  override readonly name = 'BinaryenFailure';
}

/**
 * Runs one recipe. Throws when Binaryen cannot read the module; a crash inside it can leave it unusable, so long runs
 * belong into a process of their own. Names of functions are lost.
 */
export function runBinaryen(bytes: Uint8Array, name: BinaryenPassName): Uint8Array {
  setLevels(BINARYEN_RECIPES[name]);
  let module: binaryen.Module | null = null;
  try {
    // Real modules carry broken name sections, on which Binaryen gives up.
    const { passes, lowersWide }: BinaryenRecipe = BINARYEN_RECIPES[name];
    module = readWithFeatures(withoutNameSection(bytes), lowersWide ? NARROW_FEATURES : FEATURES);
    if (passes.length === 0) module.optimize();
    else module.runPasses(passes);
    return module.emitBinary();
  } catch (error) {
    // Exceptions of C++ arrive as objects without a message.
    const why = error instanceof Error ? `: ${error.message}` : '';
    throw new BinaryenFailure(`Binaryen cannot run "${name}" on this module${why}`, {
      cause: error,
    });
  } finally {
    module?.dispose();
  }
}

function setLevels({ optimize, shrink, inlineSize }: BinaryenRecipe): void {
  binaryen.setOptimizeLevel(optimize);
  binaryen.setShrinkLevel(shrink);
  binaryen.setOneCallerInlineMaxSize(inlineSize ?? -1);
  binaryen.setFlexibleInlineMaxSize(inlineSize ?? 20);
  binaryen.setAlwaysInlineMaxSize(inlineSize === undefined ? 2 : 60);
  binaryen.setAllowInliningFunctionsWithLoops(inlineSize !== undefined);
}

/** The second argument is there, but the package's types do not know it (they name a function that is not there). */
const readWithFeatures = binaryen.readBinary as (
  bytes: Uint8Array,
  features: number,
) => binaryen.Module;

const { Features } = binaryen;
/** What every current browser runs; Binaryen must not write anything newer. */
const FEATURES =
  Features.MutableGlobals |
  Features.SignExt |
  Features.NontrappingFPToInt |
  Features.BulkMemory |
  Features.BulkMemoryOpt |
  Features.CallIndirectOverlong |
  Features.Multivalue |
  Features.ReferenceTypes |
  Features.SIMD128 |
  Features.Atomics |
  Features.TailCall |
  Features.ExceptionHandling;

const NARROW_FEATURES =
  Features.MutableGlobals |
  Features.SignExt |
  Features.NontrappingFPToInt |
  Features.BulkMemory |
  Features.BulkMemoryOpt;
