// One instruction as data: read from a body, changed, written back. Opcodes behind a prefix are `prefix * 0x10000 + code`.
// What no pass needs to understand stays as bytes (`payload`). An opcode that is not known here is an error, never a guess:
// a variant must not be made of code that was not understood.
// Spec: https://webassembly.github.io/spec/core/binary/instructions.html
import type { ByteReader, ByteWriter } from './byte-stream.ts';

/** Immutable: passes replace instructions, they never change them. */
export interface Instr {
  readonly op: number;
  /** Index, label, block type (negative: value type or empty), alignment, or the i32 constant. */
  readonly a: number;
  /** Second index, or the offset of a memory access. */
  readonly b: number;
  /** The i64 constant. */
  readonly wide?: bigint;
  /** Labels of br_table, the default last. */
  readonly targets?: readonly number[];
  /** Immediates that are only copied. */
  readonly payload?: Uint8Array;
}

export const OP = {
  unreachable: 0x00,
  nop: 0x01,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  try: 0x06,
  delegate: 0x18,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  brTable: 0x0e,
  return: 0x0f,
  call: 0x10,
  callIndirect: 0x11,
  returnCall: 0x12,
  returnCallIndirect: 0x13,
  drop: 0x1a,
  select: 0x1b,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  globalGet: 0x23,
  globalSet: 0x24,
  i32Load: 0x28,
  i64Load: 0x29,
  i32Load8U: 0x2d,
  i32Store: 0x36,
  i64Store: 0x37,
  i32Store8: 0x3a,
  memorySize: 0x3f,
  memoryGrow: 0x40,
  i32Const: 0x41,
  i64Const: 0x42,
  f32Const: 0x43,
  f64Const: 0x44,
  i32Eqz: 0x45,
  i32Eq: 0x46,
  i32Ne: 0x47,
  i32LtU: 0x49,
  i32GeU: 0x4f,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i32Mul: 0x6c,
  i32And: 0x71,
  i32Or: 0x72,
  i32Xor: 0x73,
  i32Shl: 0x74,
  i32ShrU: 0x76,
  i32Rotl: 0x77,
  i32Rotr: 0x78,
  i64Add: 0x7c,
  i64Sub: 0x7d,
  i64Mul: 0x7e,
  i64And: 0x83,
  i64Or: 0x84,
  i64Xor: 0x85,
  i64Shl: 0x86,
  i64ShrU: 0x88,
  i64Rotl: 0x89,
  i64Rotr: 0x8a,
  f64Sqrt: 0x9f,
  f64Add: 0xa0,
  f64Sub: 0xa1,
  f64Mul: 0xa2,
  i32WrapI64: 0xa7,
  i64ExtendI32U: 0xad,
  f64ConvertI32S: 0xb7,
  refFunc: 0xd2,
  i32TruncSatF64S: 0xfc0002,
  memoryInit: 0xfc0008,
  dataDrop: 0xfc0009,
  v128Const: 0xfd000c,
  v128AndNot: 0xfd004f,
  v128And: 0xfd004e,
  v128Or: 0xfd0050,
  v128Xor: 0xfd0051,
} as const;

/** The block type of `block` without parameters and results. */
export const EMPTY_BLOCK = -64;
export const VALUE = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c, v128: 0x7b } as const;

type Kind = 'none' | 'block' | 'index' | 'pair' | 'branchTable' | 'memory' | 'memoryLane';

/** Ranges of opcodes by what follows them, both ends included. */
const PLAIN: readonly (readonly [number, number, Kind | number])[] = [
  [0x00, 0x01, 'none'],
  [0x02, 0x04, 'block'],
  [0x05, 0x05, 'none'],
  [0x06, 0x06, 'block'],
  [0x07, 0x09, 'index'],
  [0x0b, 0x0b, 'none'],
  [0x0c, 0x0d, 'index'],
  [0x0e, 0x0e, 'branchTable'],
  [0x0f, 0x0f, 'none'],
  [0x10, 0x10, 'index'],
  [0x11, 0x11, 'pair'],
  [0x12, 0x12, 'index'],
  [0x13, 0x13, 'pair'],
  [0x18, 0x18, 'index'],
  [0x19, 0x1b, 'none'],
  [0x20, 0x26, 'index'],
  [0x28, 0x3e, 'memory'],
  [0x3f, 0x40, 'index'],
  [0x43, 0x43, 4],
  [0x44, 0x44, 8],
  [0x45, 0xc4, 'none'],
  [0xd1, 0xd1, 'none'],
  [0xd2, 0xd2, 'index'],
  [0xfc0000, 0xfc0007, 'none'],
  [0xfc0008, 0xfc0008, 'pair'],
  [0xfc0009, 0xfc0009, 'index'],
  [0xfc000a, 0xfc000a, 'pair'],
  [0xfc000b, 0xfc000b, 'index'],
  [0xfc000c, 0xfc000c, 'pair'],
  [0xfc000d, 0xfc000d, 'index'],
  [0xfc000e, 0xfc000e, 'pair'],
  [0xfc000f, 0xfc0011, 'index'],
  [0xfd0000, 0xfd000b, 'memory'],
  [0xfd000c, 0xfd000d, 16],
  [0xfd000e, 0xfd0014, 'none'],
  [0xfd0015, 0xfd0022, 1],
  [0xfd0023, 0xfd0053, 'none'],
  [0xfd0054, 0xfd005b, 'memoryLane'],
  [0xfd005c, 0xfd005d, 'memory'],
  [0xfd005e, 0xfd0113, 'none'],
  [0xfe0000, 0xfe0002, 'memory'],
  [0xfe0003, 0xfe0003, 1],
  [0xfe0010, 0xfe004e, 'memory'],
];

const kinds = new Map<number, Kind | number>();
for (const [first, last, kind] of PLAIN) {
  for (let op = first; op <= last; op++) kinds.set(op, kind);
}

/** Instructions without immediates are shared. */
const shared = new Map<number, Instr>();

/** An instruction with up to two indexes; `make(OP.i32Xor)`, `make(OP.localGet, 3)`. */
export function make(op: number, a = 0, b = 0): Instr {
  if (kinds.get(op) !== 'none') return { op, a, b };
  let found = shared.get(op);
  if (!found) shared.set(op, (found = { op, a: 0, b: 0 }));
  return found;
}

export const i32 = (value: number): Instr => ({ op: OP.i32Const, a: value | 0, b: 0 });

export const i64 = (value: bigint): Instr => ({
  op: OP.i64Const,
  a: 0,
  b: 0,
  wide: BigInt.asIntN(64, value),
});

export function f64(value: number): Instr {
  const payload = new Uint8Array(8);
  new DataView(payload.buffer).setFloat64(0, value, true);
  return { op: OP.f64Const, a: 0, b: 0, payload };
}

/** Whether the instruction opens a block that an `end` closes. */
export const opensBlock = ({ op }: Instr): boolean =>
  op === OP.block || op === OP.loop || op === OP.if || op === OP.try;

/** Whether it closes one: legacy `delegate` ends its block without an `end`. */
export const closesBlock = ({ op }: Instr): boolean => op === OP.end || op === OP.delegate;

/** Reads one instruction. Throws on an opcode that is not known here. */
export function readInstr(reader: ByteReader): Instr {
  let op = reader.byte();
  if (op >= 0xfc && op <= 0xfe) op = op * 0x10000 + reader.u32();
  if (op === OP.i32Const) return i32(reader.signed());
  if (op === OP.i64Const) return i64(reader.wide());
  if (op === 0xd0) return { op, a: reader.signed(), b: 0 };
  if (op === 0x1c) {
    const from = reader.at;
    reader.vector(() => reader.byte());
    return { op, a: 0, b: 0, payload: reader.bytes.subarray(from, reader.at) };
  }
  const kind = kinds.get(op);
  if (kind === undefined)
    throw new Error(`opcode 0x${op.toString(16)} is not known to the mutator`);
  if (typeof kind === 'number') return { op, a: 0, b: 0, payload: reader.take(kind) };
  return readKind(reader, op, kind);
}

function readKind(reader: ByteReader, op: number, kind: Kind): Instr {
  switch (kind) {
    case 'none':
      return make(op);
    case 'block':
      return { op, a: reader.signed(), b: 0 };
    case 'index':
      return { op, a: reader.u32(), b: 0 };
    case 'pair':
      return { op, a: reader.u32(), b: reader.u32() };
    case 'branchTable': {
      const targets = reader.vector(() => reader.u32());
      return { op, a: 0, b: 0, targets: [...targets, reader.u32()] };
    }
    case 'memory':
    case 'memoryLane':
      return readMemory(reader, op, kind);
  }
}

function readMemory(reader: ByteReader, op: number, kind: 'memory' | 'memoryLane'): Instr {
  const a = reader.u32();
  if ((a & 0x40) !== 0) throw new Error('accesses to a second memory are not known to the mutator');
  const b = reader.u32();
  return kind === 'memory' ? { op, a, b } : { op, a, b, payload: reader.take(1) };
}

export function writeInstr(writer: ByteWriter, instr: Instr): void {
  const { op, a, b } = instr;
  if (op < 0x10000) writer.byte(op);
  else {
    writer.byte(op >> 16);
    writer.u32(op & 0xffff);
  }
  const kind = kinds.get(op);
  if (instr.wide !== undefined) writer.wide(instr.wide);
  else if (instr.targets) {
    writer.u32(instr.targets.length - 1);
    for (const target of instr.targets) writer.u32(target);
  } else if (op === OP.i32Const || kind === 'block' || op === 0xd0) writer.signed(a);
  else if (kind === 'index') writer.u32(a);
  else if (kind === 'pair' || kind === 'memory' || kind === 'memoryLane') {
    writer.u32(a);
    writer.u32(b);
  }
  if (instr.payload) writer.raw(instr.payload);
}

/** Reads instructions up to and with the `end` that closes the expression. */
export function readExpression(reader: ByteReader): Instr[] {
  const code: Instr[] = [];
  for (let nesting = 1; nesting > 0;) {
    const instr = readInstr(reader);
    code.push(instr);
    if (opensBlock(instr)) nesting++;
    else if (closesBlock(instr)) nesting--;
  }
  return code;
}
