// Operations written otherwise: mixed boolean and arithmetic forms of xor, and, or, add and sub; rotations as two shifts.
// Against counts of opcodes (LLVM's and Tigress's instruction substitution and arithmetic encoding do the same).
import { i32, i64, make, OP, VALUE, type Instr } from '../instructions.ts';
import type { WasmModule } from '../module.ts';
import { addLocal, NotApplicable, ownBodies, replaceEach, type Pass } from '../pass.ts';
import type { Random } from '../random.ts';

const SHARE = 0.6;

/** The opcodes of one integer type. */
interface Width {
  readonly type: number;
  readonly add: Instr;
  readonly sub: Instr;
  readonly and: Instr;
  readonly or: Instr;
  readonly xor: Instr;
  readonly shl: Instr;
  readonly shr: Instr;
  readonly rotl: number;
  readonly rotr: number;
  readonly number: (value: number) => Instr;
}

const NARROW: Width = {
  type: VALUE.i32,
  add: make(OP.i32Add),
  sub: make(OP.i32Sub),
  and: make(OP.i32And),
  or: make(OP.i32Or),
  xor: make(OP.i32Xor),
  shl: make(OP.i32Shl),
  shr: make(OP.i32ShrU),
  rotl: OP.i32Rotl,
  rotr: OP.i32Rotr,
  number: i32,
};

const WIDE: Width = {
  type: VALUE.i64,
  add: make(OP.i64Add),
  sub: make(OP.i64Sub),
  and: make(OP.i64And),
  or: make(OP.i64Or),
  xor: make(OP.i64Xor),
  shl: make(OP.i64Shl),
  shr: make(OP.i64ShrU),
  rotl: OP.i64Rotl,
  rotr: OP.i64Rotr,
  number: (value) => i64(BigInt(value)),
};

type Operands = readonly [left: Instr, right: Instr];

/** Other forms of an operation over two values that can be read again; null for other opcodes. */
function otherForm(op: number, width: Width, random: Random, [x, y]: Operands): Instr[] | null {
  const { add, sub, and, or, xor, shl, shr, number } = width;
  const both = [x, y, and];
  const either = [x, y, or];
  const differ = [x, y, xor];
  const twice = (code: Instr[]): Instr[] => [...code, number(1), shl];
  if (op === xor.op)
    return random.pick([
      [...either, ...both, sub],
      [x, y, add, ...twice(both), sub],
      [x, number(-1), xor, y, and, x, y, number(-1), xor, and, or],
    ]);
  if (op === or.op)
    return random.pick([
      [...differ, ...both, add],
      [x, y, add, ...both, sub],
    ]);
  if (op === and.op)
    return random.pick([
      [...either, ...differ, sub],
      [x, y, add, ...either, sub],
    ]);
  if (op === add.op)
    return random.pick([
      [...differ, ...twice(both), add],
      [x, number(0), y, sub, sub],
      [...either, ...both, add],
    ]);
  if (op === sub.op)
    return random.pick([
      [x, y, number(-1), xor, add, number(1), add],
      [...differ, ...twice([x, number(-1), xor, y, and]), sub],
    ]);
  const back = [number(0), y, sub];
  if (op === width.rotl) return [x, y, shl, x, ...back, shr, or];
  return op === width.rotr ? [x, y, shr, x, ...back, shl, or] : null;
}

export const instructionSubstitution: Pass = (module, { random }) => {
  let changed = 0;
  for (const { body, own } of ownBodies(module)) {
    const operands = lazily((type: number) => operandLocals(module, own, type));
    body.code = replaceEach(body.code, (instr) => {
      const width = widthOf(instr.op);
      if (width === null || !random.chance(SHARE)) return null;
      const { x, y } = operands(width.type);
      const form = otherForm(instr.op, width, random, [make(OP.localGet, x), make(OP.localGet, y)]);
      if (!form) return null;
      changed++;
      return [make(OP.localSet, y), make(OP.localSet, x), ...form];
    });
  }
  if (changed === 0) throw new NotApplicable('no operation to write otherwise');
};

function widthOf(op: number): Width | null {
  if (op >= OP.i32Add && op <= OP.i32Rotr) return NARROW;
  return op >= OP.i64Add && op <= OP.i64Rotr ? WIDE : null;
}

function operandLocals(module: WasmModule, own: number, type: number): { x: number; y: number } {
  return { x: addLocal(module, own, type), y: addLocal(module, own, type) };
}

/** Makes a value when it is first asked for and keeps it. */
function lazily<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const found = known.get(key) ?? compute(key);
    known.set(key, found);
    return found;
  };
}
