// Makes a variant of a module that computes the same: the one door to all passes. The same bytes, passes, seed and donors
// give the same variant. It reads nothing but its arguments, except honest modules out of node_modules for dilution.
import { honestModules } from './honest-modules.ts';
import { isBinaryenPass, runBinaryen } from './binaryen-passes.ts';
import { parseModule } from './module.ts';
import { writeModule } from './module-writer.ts';
import { withoutCodeReferences } from './passes/custom-sections.ts';
import { OWN_PASSES, isOwnPass, type PassName } from './passes.ts';
import { Random } from './random.ts';
import { checkCanLower, checkSameImports } from './wide-interface.ts';

export interface MutateOptions {
  /** In the order in which they run. */
  readonly passes: readonly PassName[];
  /** An integer. */
  readonly seed: number;
  /** Honest modules for `dilution`; by default some that npm packages carry. */
  readonly donors?: readonly Uint8Array[];
}

/**
 * The variant, as a new module. Throws `NotApplicable` when a pass finds nothing to change, and other errors when the
 * module holds what the mutator or Binaryen does not understand. Callers check the result with `WebAssembly.validate`.
 */
export function mutate(bytes: Uint8Array, { passes, seed, donors }: MutateOptions): Uint8Array {
  if (passes.length === 0) throw new Error('name at least one pass');
  return passes.reduce<Uint8Array>((variant, name, place) => {
    if (name === 'i64-lowering') return lowered(variant);
    if (isBinaryenPass(name)) return runBinaryen(variant, name);
    if (!isOwnPass(name)) throw new Error(`there is no pass "${String(name)}"; see passes.ts`);
    const module = parseModule(variant);
    module.customs = withoutCodeReferences(module.customs);
    const random = new Random(seed, place, name);
    OWN_PASSES[name](module, { random, donors: () => donors ?? honestModules() });
    return writeModule(module);
  }, bytes);
}

function lowered(bytes: Uint8Array): Uint8Array {
  checkCanLower(bytes);
  const result = runBinaryen(bytes, 'i64-lowering');
  checkSameImports(bytes, result);
  return result;
}
