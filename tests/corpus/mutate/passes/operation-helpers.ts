// Loads, stores and mixing operations move into tiny functions that are called instead. Against counts of opcodes per
// function: the hot function holds calls, the helpers hold one operation each.
import { effectOf } from '../stack-effects.ts';
import { make, OP, VALUE, type Instr } from '../instructions.ts';
import { addFunction, type WasmModule } from '../module.ts';
import { NotApplicable, ownBodies, replaceEach, type Pass } from '../pass.ts';

/** Helpers are made for the most frequent operations only. */
const MAX_HELPERS = 48;
const SHARE = 0.7;

export const operationHelpers: Pass = (module, { random }) => {
  const counts = new Map<string, { instr: Instr; count: number }>();
  for (const { body } of ownBodies(module)) {
    for (const instr of body.code) {
      if (!typesOf(instr)) continue;
      const key = keyOf(instr);
      counts.set(key, { instr, count: (counts.get(key)?.count ?? 0) + 1 });
    }
  }
  const chosen = [...counts.values()].sort((a, b) => b.count - a.count).slice(0, MAX_HELPERS);
  if (chosen.length === 0) throw new NotApplicable('no operation to move into a helper');
  const before = ownBodies(module);
  const helpers = new Map(chosen.map(({ instr }) => [keyOf(instr), addHelper(module, instr)]));
  for (const { body } of before) {
    body.code = replaceEach(body.code, (instr) => {
      const helper = helpers.get(keyOf(instr));
      return helper !== undefined && random.chance(SHARE) ? [make(OP.call, helper)] : null;
    });
  }
};

const keyOf = ({ op, a, b }: Instr): string => `${op} ${a} ${b}`;

/** Operand types and result of the operations that helpers are made for, or null. */
function typesOf({ op }: Instr): { params: number[]; results: number[] } | null {
  const { i32, i64 } = VALUE;
  if (op === OP.i32Load || op === OP.i32Load8U) return { params: [i32], results: [i32] };
  if (op === OP.i64Load) return { params: [i32], results: [i64] };
  if (op === OP.i32Store || op === OP.i32Store8) return { params: [i32, i32], results: [] };
  if (op === OP.i64Store) return { params: [i32, i64], results: [] };
  if (NARROW.has(op)) return { params: [i32, i32], results: [i32] };
  return WIDE.has(op) ? { params: [i64, i64], results: [i64] } : null;
}

const NARROW = new Set<number>([OP.i32Xor, OP.i32Rotl, OP.i32Rotr, OP.i32Shl, OP.i32ShrU]);
const WIDE = new Set<number>([OP.i64Xor, OP.i64Rotl, OP.i64Rotr, OP.i64Shl, OP.i64ShrU]);

function addHelper(module: WasmModule, instr: Instr): number {
  const signature = typesOf(instr);
  if (!signature || !effectOf(instr, module)) throw new Error('not an operation for a helper');
  const code = [
    ...signature.params.map((_, index) => make(OP.localGet, index)),
    ...[instr, make(OP.end)],
  ];
  return addFunction(module, signature, { locals: [], code });
}
