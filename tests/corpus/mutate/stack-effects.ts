// How many operands an instruction takes and leaves: just enough to find the points of a body where the operand stack of
// the surrounding block is empty. Heights only, no types. What is not known makes a pass leave the function alone.
import { at } from '../../at.ts';
import { EMPTY_BLOCK, OP, type Instr } from './instructions.ts';
import { typeOfFunction, type Signature, type WasmModule } from './module.ts';

export interface Effect {
  readonly pops: number;
  readonly pushes: number;
}

type Row = readonly [first: number, last: number, pops: number, pushes: number];

/** Ranges of opcodes without control flow, both ends included; a later row wins. */
const ROWS: readonly Row[] = [
  [0x01, 0x01, 0, 0],
  [0x1a, 0x1a, 1, 0],
  [0x1b, 0x1c, 3, 1],
  [0x20, 0x20, 0, 1],
  [0x21, 0x21, 1, 0],
  [0x22, 0x22, 1, 1],
  [0x23, 0x23, 0, 1],
  [0x24, 0x24, 1, 0],
  [0x25, 0x25, 1, 1],
  [0x26, 0x26, 2, 0],
  [0x28, 0x35, 1, 1],
  [0x36, 0x3e, 2, 0],
  [0x3f, 0x3f, 0, 1],
  [0x40, 0x40, 1, 1],
  [0x41, 0x44, 0, 1],
  [0x45, 0xa6, 2, 1],
  [0x45, 0x45, 1, 1],
  [0x50, 0x50, 1, 1],
  [0x67, 0x69, 1, 1],
  [0x79, 0x7b, 1, 1],
  [0x8b, 0x91, 1, 1],
  [0x99, 0x9f, 1, 1],
  [0xa7, 0xc4, 1, 1],
  [0xd0, 0xd0, 0, 1],
  [0xd1, 0xd1, 1, 1],
  [0xd2, 0xd2, 0, 1],
  [0xfc0000, 0xfc0007, 1, 1],
  [0xfc0008, 0xfc000e, 3, 0],
  [0xfc0009, 0xfc0009, 0, 0],
  [0xfc000d, 0xfc000d, 0, 0],
  [0xfc000f, 0xfc000f, 2, 1],
  [0xfc0010, 0xfc0010, 0, 1],
  [0xfc0011, 0xfc0011, 3, 0],
  [0xfd0000, 0xfd000a, 1, 1],
  [0xfd000b, 0xfd000b, 2, 0],
  [0xfd000c, 0xfd000c, 0, 1],
  [0xfd000d, 0xfd00ff, 2, 1],
  [0xfd000f, 0xfd0016, 1, 1],
  [0xfd0052, 0xfd0052, 3, 1],
  [0xfd0058, 0xfd005b, 2, 0],
  [0xfe0000, 0xfe0000, 2, 1],
  [0xfe0001, 0xfe0002, 3, 1],
  [0xfe0003, 0xfe0003, 0, 0],
  [0xfe0010, 0xfe0016, 1, 1],
  [0xfe0017, 0xfe001d, 2, 0],
  [0xfe001e, 0xfe0047, 2, 1],
  [0xfe0048, 0xfe004e, 3, 1],
];

/** Vector instructions with one operand, within the range of those with two. */
const UNARY_VECTOR =
  '18 19 1b 1d 1f 21 4d 53 5c 5d 5e 5f 60 61 62 63 64 67 68 69 6a 74 75 7a 7c 7d 7e 7f 80 81 83 84 87 88 89 8a 94 a0 a1 ' +
  'a3 a4 a7 a8 a9 aa c0 c1 c3 c4 c7 c8 c9 ca e0 e1 e3 ec ed ef f8 f9 fa fb fc fd fe ff';

const effects = new Map<number, Effect>();
for (const [first, last, pops, pushes] of ROWS) {
  for (let op = first; op <= last; op++) effects.set(op, { pops, pushes });
}
for (const code of UNARY_VECTOR.split(' ')) {
  effects.set(0xfd0000 + parseInt(code, 16), { pops: 1, pushes: 1 });
}

/** Operands of an instruction that is neither a block nor a branch; null when it is not known. */
export function effectOf({ op, a }: Instr, module: WasmModule): Effect | null {
  if (op === OP.call) return ofSignature(typeOfFunction(module, a), 0);
  if (op === OP.callIndirect) return ofSignature(at(module.types, a), 1);
  return effects.get(op) ?? null;
}

function ofSignature({ params, results }: Signature, more: number): Effect {
  return { pops: params.length + more, pushes: results.length };
}

/** Parameters and results of a block type. */
export function blockSignature(type: number, module: WasmModule): Signature {
  if (type === EMPTY_BLOCK) return { params: [], results: [] };
  return type < 0 ? { params: [], results: [type & 0x7f] } : at(module.types, type);
}
