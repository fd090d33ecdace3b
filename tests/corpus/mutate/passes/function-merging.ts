// Two functions of one type become one with a selector, and every direct call says which it means. The old functions
// stay as short doors for tables and exports. Against features per function and fingerprints of functions.
import { at } from '../../../at.ts';
import { EMPTY_BLOCK, i32, make, OP, VALUE, type Instr } from '../instructions.ts';
import {
  addFunction,
  importedCount,
  type Body,
  type Signature,
  type WasmModule,
} from '../module.ts';
import { NotApplicable, ownBodies, replaceEach, type Pass } from '../pass.ts';
import type { Random } from '../random.ts';

const SIZES = { least: 8, most: 60_000 };
const MAX_PAIRS = 40;

interface Merged {
  readonly index: number;
  readonly selector: number;
}

export const functionMerging: Pass = (module, { random }) => {
  const pairs = pickPairs(module, random);
  if (pairs.length === 0) throw new NotApplicable('no two functions of one type to merge');
  const imported = importedCount(module, 0);
  const merged = new Map<number, Merged>();
  for (const [first, second] of pairs) {
    const flip = random.between(1, 1000);
    const index = addMerged(module, first, second);
    merged.set(imported + first, { index, selector: flip });
    merged.set(imported + second, { index, selector: 0 });
    for (const own of [first, second]) {
      const selector = own === first ? flip : 0;
      module.bodies[own] = door(typeOf(module, own), index, selector);
    }
  }
  const doors = new Set(pairs.flat());
  for (const { body, own } of ownBodies(module)) {
    if (doors.has(own)) continue;
    body.code = replaceEach(body.code, (instr) => {
      const to =
        instr.op === OP.call || instr.op === OP.returnCall ? merged.get(instr.a) : undefined;
      return to ? [i32(to.selector), make(instr.op, to.index)] : null;
    });
  }
};

function typeOf(module: WasmModule, own: number): Signature {
  return at(module.types, at(module.functions, own));
}

/** Pairs of own functions with the same type and at most one result; each function at most once. */
function pickPairs(module: WasmModule, random: Random): [number, number][] {
  const byType = new Map<number, number[]>();
  for (const { body, own } of ownBodies(module)) {
    const { length } = body.code;
    if (length < SIZES.least || length > SIZES.most || typeOf(module, own).results.length > 1)
      continue;
    const type = at(module.functions, own);
    const group = byType.get(type);
    if (group) group.push(own);
    else byType.set(type, [own]);
  }
  const pairs: [number, number][] = [];
  for (const group of byType.values()) {
    const mixed = random.shuffled(group);
    for (let i = 0; i + 1 < mixed.length; i += 2) pairs.push([at(mixed, i), at(mixed, i + 1)]);
  }
  return random.shuffled(pairs).slice(0, MAX_PAIRS);
}

/**
 * Appends `if (selector) first else second`. Each body is one arm: the label of the arm takes the place of the label of
 * the function, so that no branch changes. Locals of both lie side by side behind the selector.
 */
function addMerged(module: WasmModule, first: number, second: number): number {
  const { params, results } = typeOf(module, first);
  const one = at(module.bodies, first);
  const two = at(module.bodies, second);
  const [result] = results;
  const type = result === undefined ? EMPTY_BLOCK : result - 0x80;
  return addFunction(
    module,
    { params: [...params, VALUE.i32], results },
    {
      locals: [...one.locals, ...two.locals],
      code: [
        ...[make(OP.localGet, params.length), make(OP.if, type)],
        ...arm(one, params.length, 1),
        make(OP.else),
        ...arm(two, params.length, 1 + one.locals.length),
        ...[make(OP.end), make(OP.end)],
      ],
    },
  );
}

/** A body without its `end`, its locals moved up. */
function arm({ code }: Body, params: number, by: number): Instr[] {
  return code.slice(0, -1).map((instr) => {
    const isLocal = instr.op >= OP.localGet && instr.op <= OP.localTee;
    return isLocal && instr.a >= params ? make(instr.op, instr.a + by) : instr;
  });
}

function door({ params }: Signature, index: number, selector: number): Body {
  const code = [
    ...params.map((_, local) => make(OP.localGet, local)),
    ...[i32(selector), make(OP.call, index), make(OP.end)],
  ];
  return { locals: [], code };
}
