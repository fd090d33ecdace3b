// What a pass of our own is: a change of a decoded module, in place, that keeps what the module computes.
import { at } from '../../at.ts';
import type { Body, WasmModule } from './module.ts';
import type { Instr } from './instructions.ts';
import type { Random } from './random.ts';

export interface PassContext {
  readonly random: Random;
  /** Honest modules whose functions may be copied in; only dilution reads them. */
  readonly donors: () => readonly Uint8Array[];
}

export type Pass = (module: WasmModule, context: PassContext) => void;

/** The module holds nothing that the pass could change: no variant, and no error of anybody. */
export class NotApplicable extends Error {
  override readonly name = 'NotApplicable';
}

/** Bodies with their index among the module's own functions. */
export function ownBodies(module: WasmModule): { body: Body; own: number }[] {
  return module.bodies.map((body, own) => ({ body, own }));
}

/** Parameters of an own function: locals begin behind them. */
export function paramsOf(module: WasmModule, own: number): readonly number[] {
  return at(module.types, at(module.functions, own)).params;
}

/** Adds a local of that type to an own function and returns its index. */
export function addLocal(module: WasmModule, own: number, type: number): number {
  const { locals } = at(module.bodies, own);
  return paramsOf(module, own).length + locals.push(type) - 1;
}

/** Puts instructions before those at the given indexes, in one go. */
export function insertBefore(code: readonly Instr[], at: ReadonlyMap<number, Instr[]>): Instr[] {
  return code.flatMap((instr, index) => {
    const more = at.get(index);
    return more ? [...more, instr] : [instr];
  });
}

/** Replaces single instructions by sequences; `null` keeps the instruction. */
export function replaceEach(
  code: readonly Instr[],
  replace: (instr: Instr, index: number) => Instr[] | null,
): Instr[] {
  const out: Instr[] = [];
  for (const [index, instr] of code.entries()) {
    const other = replace(instr, index);
    if (other) for (const one of other) out.push(one);
    else out.push(instr);
  }
  return out;
}
