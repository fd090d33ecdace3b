// THE opcode table: for every opcode of the finished proposals, what follows it (its kind) and what sort of work it
// does (its class). Everything else derives from it. An opcode that is not here is UNKNOWN, never guessed.
// Names live in opcode-names.ts, because no frame needs them; a test holds both together row by row.
// Spec: https://webassembly.github.io/spec/core/binary/instructions.html and the proposals' overview pages.

/** What follows an opcode. The walk switches on these numbers as literals, so that V8 builds a jump table. */
export const KIND = {
  unknown: 0,
  none: 1,
  /** One u32: local, global, function, label, table, memory, tag, data or element index. */
  index: 2,
  indexes: 3,
  /** Alignment (bit 6: a memory index follows) and a 64-bit offset. */
  memory: 4,
  i32: 5,
  i64: 6,
  f32: 7,
  f64: 8,
  block: 9,
  loop: 10,
  end: 11,
  /** A label index that also ends the block: legacy `delegate`. */
  delegate: 12,
  branchTable: 13,
  types: 14,
  heapType: 15,
  tryTable: 16,
  castBranch: 17,
  byte: 18,
  v128: 19,
  /** Sixteen lane numbers. */
  lanes: 20,
  memoryLane: 21,
  /** A second opcode follows as LEB128: 0xfb GC, 0xfc bulk and saturating, 0xfd vector, 0xfe threads. */
  prefix: 22,
} as const;

/** What sort of work it is. `local`, `constant` and `control` stay out of every denominator (see features/mix.ts). */
export const CLASS = {
  other: 0,
  local: 1,
  constant: 2,
  control: 3,
  xor: 4,
  rotate: 5,
  shift: 6,
  add: 7,
  multiply: 8,
  andOr: 9,
  load: 10,
  store: 11,
  compare: 12,
  float: 13,
  call: 14,
  atomic: 15,
} as const;
export const CLASS_COUNT = 16;

type Row = readonly [first: number, last: number, kind: number, sort: number];
const K = KIND;
const C = CLASS;

const PLAIN: readonly Row[] = [
  [0x00, 0x01, K.none, C.control], // unreachable, nop
  [0x02, 0x02, K.block, C.control],
  [0x03, 0x03, K.loop, C.control],
  [0x04, 0x04, K.block, C.control], // if
  [0x05, 0x05, K.none, C.control], // else
  [0x06, 0x06, K.block, C.control], // legacy try
  [0x07, 0x09, K.index, C.control], // legacy catch, throw, legacy rethrow
  [0x0a, 0x0a, K.none, C.control], // throw_ref
  [0x0b, 0x0b, K.end, C.control],
  [0x0c, 0x0d, K.index, C.control], // br, br_if
  [0x0e, 0x0e, K.branchTable, C.control],
  [0x0f, 0x0f, K.none, C.control], // return
  [0x10, 0x10, K.index, C.call],
  [0x11, 0x11, K.indexes, C.call],
  [0x12, 0x12, K.index, C.call],
  [0x13, 0x13, K.indexes, C.call],
  [0x14, 0x15, K.index, C.call], // call_ref, return_call_ref
  [0x18, 0x18, K.delegate, C.control],
  [0x19, 0x1b, K.none, C.control], // legacy catch_all, drop, select
  [0x1c, 0x1c, K.types, C.control], // select with types
  [0x1f, 0x1f, K.tryTable, C.control],
  [0x20, 0x22, K.index, C.local],
  [0x23, 0x24, K.index, C.local], // globals: moved values, no work
  [0x25, 0x26, K.index, C.other],
  [0x28, 0x35, K.memory, C.load],
  [0x36, 0x3e, K.memory, C.store],
  [0x3f, 0x40, K.index, C.other],
  [0x41, 0x41, K.i32, C.constant],
  [0x42, 0x42, K.i64, C.constant],
  [0x43, 0x43, K.f32, C.constant],
  [0x44, 0x44, K.f64, C.constant],
  [0x45, 0x5a, K.none, C.compare],
  [0x5b, 0x66, K.none, C.float],
  [0x67, 0x69, K.none, C.other],
  [0x6a, 0x6b, K.none, C.add],
  [0x6c, 0x6c, K.none, C.multiply],
  [0x6d, 0x70, K.none, C.other],
  [0x71, 0x72, K.none, C.andOr],
  [0x73, 0x73, K.none, C.xor],
  [0x74, 0x76, K.none, C.shift],
  [0x77, 0x78, K.none, C.rotate],
  [0x79, 0x7b, K.none, C.other],
  [0x7c, 0x7d, K.none, C.add],
  [0x7e, 0x7e, K.none, C.multiply],
  [0x7f, 0x82, K.none, C.other],
  [0x83, 0x84, K.none, C.andOr],
  [0x85, 0x85, K.none, C.xor],
  [0x86, 0x88, K.none, C.shift],
  [0x89, 0x8a, K.none, C.rotate],
  [0x8b, 0xa6, K.none, C.float],
  [0xa7, 0xa7, K.none, C.other], // i32.wrap_i64
  [0xa8, 0xab, K.none, C.float],
  [0xac, 0xad, K.none, C.other], // i64.extend_i32
  [0xae, 0xbf, K.none, C.float],
  [0xc0, 0xc4, K.none, C.other],
  [0xd0, 0xd0, K.heapType, C.other],
  [0xd1, 0xd1, K.none, C.other],
  [0xd2, 0xd2, K.index, C.other],
  [0xd3, 0xd4, K.none, C.other],
  [0xd5, 0xd6, K.index, C.control],
  [0xfb, 0xfe, K.prefix, C.other],
];

const GC: readonly Row[] = [
  [0, 1, K.index, C.other],
  [2, 5, K.indexes, C.other],
  [6, 7, K.index, C.other],
  [8, 10, K.indexes, C.other],
  [11, 14, K.index, C.other],
  [15, 15, K.none, C.other],
  [16, 16, K.index, C.other],
  [17, 19, K.indexes, C.other],
  [20, 23, K.heapType, C.other],
  [24, 25, K.castBranch, C.control],
  [26, 30, K.none, C.other],
];

const BULK: readonly Row[] = [
  [0, 7, K.none, C.float],
  [8, 8, K.indexes, C.other],
  [9, 9, K.index, C.other],
  [10, 10, K.indexes, C.other],
  [11, 11, K.index, C.other],
  [12, 12, K.indexes, C.other],
  [13, 13, K.index, C.other],
  [14, 14, K.indexes, C.other],
  [15, 17, K.index, C.other],
  [19, 22, K.none, C.multiply], // wide arithmetic
];

const VECTOR: readonly Row[] = [
  [0x00, 0x0a, K.memory, C.load],
  [0x0b, 0x0b, K.memory, C.store],
  [0x0c, 0x0c, K.v128, C.constant],
  [0x0d, 0x0d, K.lanes, C.other], // shuffle: vector hashes rotate with it, but codecs live on it
  [0x0e, 0x14, K.none, C.other],
  [0x15, 0x22, K.byte, C.other],
  [0x23, 0x40, K.none, C.compare],
  [0x41, 0x4c, K.none, C.float],
  [0x4d, 0x4d, K.none, C.other],
  [0x4e, 0x50, K.none, C.andOr],
  [0x51, 0x51, K.none, C.xor],
  [0x52, 0x53, K.none, C.other],
  [0x54, 0x57, K.memoryLane, C.load],
  [0x58, 0x5b, K.memoryLane, C.store],
  [0x5c, 0x5d, K.memory, C.load],
  [0x5e, 0x5f, K.none, C.float],
  [0x60, 0x66, K.none, C.other],
  [0x67, 0x6a, K.none, C.float],
  [0x6b, 0x6d, K.none, C.shift],
  [0x6e, 0x73, K.none, C.add],
  [0x74, 0x75, K.none, C.float],
  [0x76, 0x79, K.none, C.other],
  [0x7a, 0x7a, K.none, C.float],
  [0x7b, 0x8a, K.none, C.other],
  [0x8b, 0x8d, K.none, C.shift],
  [0x8e, 0x93, K.none, C.add],
  [0x94, 0x94, K.none, C.float],
  [0x95, 0x95, K.none, C.multiply],
  [0x96, 0x99, K.none, C.other],
  [0x9b, 0x9b, K.none, C.other],
  [0x9c, 0x9f, K.none, C.multiply],
  [0xa0, 0xa1, K.none, C.other],
  [0xa3, 0xa4, K.none, C.other],
  [0xa7, 0xaa, K.none, C.other],
  [0xab, 0xad, K.none, C.shift],
  [0xae, 0xae, K.none, C.add],
  [0xb1, 0xb1, K.none, C.add],
  [0xb5, 0xb5, K.none, C.multiply],
  [0xb6, 0xb9, K.none, C.other],
  [0xba, 0xba, K.none, C.multiply],
  [0xbc, 0xbf, K.none, C.multiply],
  [0xc0, 0xc1, K.none, C.other],
  [0xc3, 0xc4, K.none, C.other],
  [0xc7, 0xca, K.none, C.other],
  [0xcb, 0xcd, K.none, C.shift],
  [0xce, 0xce, K.none, C.add],
  [0xd1, 0xd1, K.none, C.add],
  [0xd5, 0xd5, K.none, C.multiply],
  [0xd6, 0xdb, K.none, C.compare],
  [0xdc, 0xdf, K.none, C.multiply],
  [0xe0, 0xe1, K.none, C.float],
  [0xe3, 0xed, K.none, C.float],
  [0xef, 0xff, K.none, C.float],
  [0x100, 0x100, K.none, C.other], // relaxed swizzle
  [0x101, 0x108, K.none, C.float],
  [0x109, 0x10c, K.none, C.other],
  [0x10d, 0x110, K.none, C.float],
  [0x111, 0x113, K.none, C.multiply],
];

const THREADS: readonly Row[] = [
  [0x00, 0x02, K.memory, C.atomic],
  [0x03, 0x03, K.byte, C.atomic],
  [0x10, 0x4e, K.memory, C.atomic],
];

/** Opcodes below 0x200 behind each prefix share one array: slot = page * 0x200 + opcode. */
const PAGE = 0x200;
const PAGES: readonly (readonly Row[])[] = [PLAIN, GC, BULK, VECTOR, THREADS];

/**
 * How the walk reads an opcode's entry, from the low end: 2 bits of advance, 2 bits of nesting change plus one, 4
 * bits of class; then, in the place where the two bytes behind the opcode lie in a little-endian word, the bits that
 * must be clear for the short way of `advance` bytes; 1 bit that forbids it; 5 bits of kind.
 */
export const ENTRY = {
  nestingShift: 2,
  classShift: 4,
  shortMask: 0x1ffff00,
  kindShift: 25,
} as const;
/** In an entry: never the short way. */
export const LONG_WAY = 0x1000000;
/** The short way of one index or constant: its byte does not continue. */
export const ONE_BYTE = 0x8000;
/** The short way of a memory immediate: alignment without memory index, offset of one byte. */
export const TWO_BYTES = 0x80c000;

function shortMask(kind: number): number {
  if (kind === K.none || kind === K.end) return 0;
  if (kind === K.memory) return TWO_BYTES;
  return kind === K.index || kind === K.i32 || kind === K.i64 || kind === K.block
    ? ONE_BYTE
    : LONG_WAY;
}

function entryOf(kind: number, sort: number): number {
  const mask = shortMask(kind);
  const advance = mask === ONE_BYTE ? 2 : mask === TWO_BYTES ? 3 : 1;
  const opens = kind === K.block || kind === K.loop || kind === K.tryTable;
  const nesting = opens ? 2 : kind === K.end || kind === K.delegate ? 0 : 1;
  return (
    advance |
    (nesting << ENTRY.nestingShift) |
    (sort << ENTRY.classShift) |
    mask |
    (kind << ENTRY.kindShift)
  );
}

/** Built at the first module, not at load. */
let table: Int32Array | null = null;

/** One entry an opcode; the first 256 are the opcodes without prefix. */
export function opcodeTable(): Int32Array {
  if (table !== null) return table;
  table = new Int32Array(PAGES.length * PAGE).fill(entryOf(K.unknown, C.other));
  for (const [page, rows] of PAGES.entries()) {
    for (const [first, last, kind, sort] of rows) {
      table.fill(entryOf(kind, sort), page * PAGE + first, page * PAGE + last + 1);
    }
  }
  return table;
}

/** Entry of an opcode behind a prefix, 0xfb to 0xfe; unknown when there is none. */
export function prefixedEntry(prefix: number, opcode: number): number {
  return opcode < PAGE
    ? opcodeTable()[(prefix - 0xfa) * PAGE + opcode]!
    : entryOf(K.unknown, C.other);
}
