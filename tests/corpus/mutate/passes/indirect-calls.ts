// Direct calls become calls through a table of the mutator's own. Against call graphs.
import { i32, make, OP } from '../instructions.ts';
import { importedCount, typeIndexOf } from '../module.ts';
import { NotApplicable, ownBodies, replaceEach, type Pass } from '../pass.ts';

const SHARE = 0.8;
const FUNCTION_REFERENCE = 0x70;

export const indirectCalls: Pass = (module, { random }) => {
  const table = importedCount(module, 1) + module.tables.length;
  const slots = new Map<number, number>();
  for (const { body } of ownBodies(module)) {
    body.code = replaceEach(body.code, (instr) => {
      if (instr.op !== OP.call || !random.chance(SHARE)) return null;
      const slot = slots.get(instr.a) ?? slots.size;
      slots.set(instr.a, slot);
      return [i32(slot), make(OP.callIndirect, typeIndexOf(module, instr.a), table)];
    });
  }
  if (slots.size === 0) throw new NotApplicable('no direct call');
  // Limits without a maximum, then the size: a size below 2^14 takes two bytes at most, larger ones are written in full.
  module.tables.push(Uint8Array.of(FUNCTION_REFERENCE, 0, ...unsigned(slots.size)));
  module.elements.push({
    flags: 2,
    table,
    offset: [i32(0), make(OP.end)],
    type: 0,
    functions: [...slots.keys()],
    expressions: [],
  });
};

function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}
