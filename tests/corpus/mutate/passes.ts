// The list of all passes by name, and which of them are kept back: a model that is trained on variants is judged on
// variants of passes it has never met. Names are part of frozen rows: never reuse one for something else.
import { BINARYEN_RECIPES, type BinaryenPassName } from './binaryen-passes.ts';
import type { Pass } from './pass.ts';
import { constantSplitting } from './passes/constant-splitting.ts';
import { controlFlowFlattening } from './passes/control-flow-flattening.ts';
import { customPadding, namesScrambled, namesStripped } from './passes/custom-sections.ts';
import { dataInCode } from './passes/data-in-code.ts';
import { deadCode, deadFunctions } from './passes/dead-code.ts';
import { dilution } from './passes/dilution.ts';
import { functionMerging } from './passes/function-merging.ts';
import { functionSplitting } from './passes/function-splitting.ts';
import { indirectCalls } from './passes/indirect-calls.ts';
import { loopUnrolling } from './passes/loops.ts';
import { memoryGrowth } from './passes/memory-growth.ts';
import { opaquePredicates } from './passes/opaque-predicates.ts';
import { operationHelpers } from './passes/operation-helpers.ts';
import { functionOrder, localShuffle } from './passes/order.ts';
import { instructionSubstitution } from './passes/substitution.ts';
import { tableEncryption } from './passes/table-encryption.ts';
import { blockWrapping } from './passes/wrapping.ts';

/** Our own passes, at the level of the binary format. */
export const OWN_PASSES = {
  'block-wrapping': blockWrapping,
  'constant-splitting': constantSplitting,
  'control-flow-flattening': controlFlowFlattening,
  'custom-padding': customPadding,
  'data-in-code': dataInCode,
  'dead-code-control': deadCode('control'),
  'dead-code-float': deadCode('float'),
  'dead-code-hash': deadCode('hash'),
  'dead-functions': deadFunctions,
  dilution,
  'function-merging': functionMerging,
  'function-order': functionOrder,
  'function-splitting': functionSplitting,
  'indirect-calls': indirectCalls,
  'instruction-substitution': instructionSubstitution,
  'local-shuffle': localShuffle,
  'loop-unrolling': loopUnrolling,
  'memory-growth': memoryGrowth,
  'names-scrambled': namesScrambled,
  'names-stripped': namesStripped,
  'opaque-predicates': opaquePredicates,
  'operation-helpers': operationHelpers,
  'table-encryption': tableEncryption,
} as const satisfies Readonly<Record<string, Pass>>;

export type OwnPassName = keyof typeof OWN_PASSES;
export type PassName = OwnPassName | BinaryenPassName;

export const isOwnPass = (name: string): name is OwnPassName => Object.hasOwn(OWN_PASSES, name);

/** Every pass, in the order of the alphabet. */
export const ALL_PASSES: readonly PassName[] = [
  ...(Object.keys(OWN_PASSES) as OwnPassName[]),
  ...(Object.keys(BINARYEN_RECIPES) as BinaryenPassName[]),
].sort();

/** Never used for training: one or more of every kind of attack. */
export const HELD_BACK_PASSES: readonly PassName[] = [
  'asyncify',
  'control-flow-flattening',
  'dilution',
  'flatten',
  'flatten-rereloop',
  'function-merging',
  'i64-lowering',
  'indirect-calls',
  'instruction-substitution',
  'monomorphize-always',
  'operation-helpers',
  'table-encryption',
];

export const TRAINING_PASSES: readonly PassName[] = ALL_PASSES.filter(
  (name) => !HELD_BACK_PASSES.includes(name),
);
