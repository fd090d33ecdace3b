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
  end: 10,
  /** A label index that also ends the block: legacy `delegate`. */
  delegate: 11,
  branchTable: 12,
  types: 13,
  heapType: 14,
  tryTable: 15,
  castBranch: 16,
  byte: 17,
  v128: 18,
  /** Sixteen lane numbers. */
  lanes: 19,
  memoryLane: 20,
  /** A second opcode follows as LEB128: 0xfb GC, 0xfc bulk and saturating, 0xfd vector, 0xfe threads. */
  prefix: 21,
} as const;

/** What sort of work it is, as far as features/kernel.ts tells it apart. */
export const CLASS = {
  work: 0,
  /** Locals, constants and control: they stay out of every denominator. */
  idle: 1,
  /** Xor and rotate. */
  folding: 2,
  shift: 3,
} as const;
export const CLASS_COUNT = 4;

/**
 * The opcodes behind one prefix: their kinds, then their classes. Ranges are hexadecimal, both ends included. An opcode
 * without a kind is unknown; one without a class does work of no special sort.
 */
interface Page {
  readonly kinds: Readonly<Partial<Record<keyof typeof KIND, string>>>;
  readonly classes: Readonly<Partial<Record<keyof typeof CLASS, string>>>;
}

const PLAIN: Page = {
  kinds: {
    none: '00-01 05 0a 0f 19-1b 45-c4 d1 d3-d4',
    index: '07-09 0c-0d 10 12 14-15 20-26 3f-40 d2 d5-d6',
    indexes: '11 13',
    memory: '28-3e',
    i32: '41',
    i64: '42',
    f32: '43',
    f64: '44',
    block: '02-04 06', // block, loop, if, legacy try
    end: '0b',
    delegate: '18',
    branchTable: '0e',
    types: '1c',
    heapType: 'd0',
    tryTable: '1f',
    prefix: 'fb-fe',
  },
  classes: {
    idle: '00-0f 18-1c 1f 20-24 41-44 d5-d6', // globals (23-24) too: moved values
    folding: '73 77-78 85 89-8a',
    shift: '74-76 86-88',
  },
};

const GC: Page = {
  kinds: {
    none: '0f 1a-1e',
    index: '00-01 06-07 0b-0e 10',
    indexes: '02-05 08-0a 11-13',
    heapType: '14-17',
    castBranch: '18-19',
  },
  classes: { idle: '18-19' },
};

/** Saturating conversions, bulk memory and tables, wide arithmetic. */
const BULK: Page = {
  kinds: { none: '00-07 13-16', index: '09 0b 0d 0f-11', indexes: '08 0a 0c 0e' },
  classes: {},
};

/** From 0x100 on: relaxed. Shuffles are plain work: vector hashes rotate with them, but codecs live on them. */
const VECTOR: Page = {
  kinds: {
    none: '0e-14 23-53 5e-99 9b-a1 a3-a4 a7-ae b1 b5-ba bc-c1 c3-c4 c7-ce d1 d5-e1 e3-ed ef-113',
    memory: '00-0b 5c-5d',
    v128: '0c',
    lanes: '0d',
    byte: '15-22',
    memoryLane: '54-5b',
  },
  classes: { idle: '0c', folding: '51', shift: '6b-6d 8b-8d ab-ad cb-cd' },
};

const THREADS: Page = { kinds: { memory: '00-02 10-4e', byte: '03' }, classes: {} };

/** Opcodes below 0x200 behind each prefix share one array: slot = page * 0x200 + opcode. */
const PAGE = 0x200;
const PAGES: readonly Page[] = [PLAIN, GC, BULK, VECTOR, THREADS];

// How the walk reads an opcode's entry, from the low end: 2 bits of advance, 2 bits of nesting change plus one, 4 bits
// of class; then, in the place where the two bytes behind the opcode lie in a little-endian word, the bits that must be
// clear for the short way of `advance` bytes; 1 bit that forbids it; 5 bits of kind.
export const NESTING_SHIFT = 2;
export const CLASS_SHIFT = 4;
export const SHORT_MASK = 0x1ffff00;
export const KIND_SHIFT = 25;
/** In an entry: never the short way. */
export const LONG_WAY = 0x1000000;
/** The short way of one index or constant: its byte does not continue. */
export const ONE_BYTE = 0x8000;
/** The short way of a memory immediate: alignment without memory index, offset of one byte. */
export const TWO_BYTES = 0x80c000;

function shortMask(kind: number): number {
  if (kind === KIND.none || kind === KIND.end) return 0;
  if (kind === KIND.memory) return TWO_BYTES;
  return kind === KIND.index || kind === KIND.i32 || kind === KIND.i64 || kind === KIND.block
    ? ONE_BYTE
    : LONG_WAY;
}

/** The entry of a kind, with class `work`. */
function entryOf(kind: number): number {
  const mask = shortMask(kind);
  const advance = mask === ONE_BYTE ? 2 : mask === TWO_BYTES ? 3 : 1;
  const opens = kind === KIND.block || kind === KIND.tryTable;
  const nesting = opens ? 2 : kind === KIND.end || kind === KIND.delegate ? 0 : 1;
  return advance | (nesting << NESTING_SHIFT) | mask | (kind << KIND_SHIFT);
}

/** Built at the first module, not at load. */
let table: Int32Array | null = null;

/** One entry an opcode; the first 256 are the opcodes without prefix. */
export function opcodeTable(): Int32Array {
  return (table ??= builtTable());
}

function builtTable(): Int32Array {
  const entries = new Int32Array(PAGES.length * PAGE).fill(entryOf(KIND.unknown));
  for (const [page, { kinds, classes }] of PAGES.entries()) {
    const slots = entries.subarray(page * PAGE, (page + 1) * PAGE);
    for (const [kind, first, last] of rangesOf(kinds, KIND))
      slots.fill(entryOf(kind), first, last + 1);
    for (const [sort, first, last] of rangesOf(classes, CLASS))
      for (let i = first; i <= last; i++) slots[i]! |= sort << CLASS_SHIFT;
  }
  return entries;
}

type Range = readonly [number: number, first: number, last: number];

/** Every range of `texts` with the number of its name. */
function rangesOf(
  texts: Readonly<Record<string, string>>,
  numbers: Readonly<Record<string, number>>,
): Range[] {
  return Object.entries(texts).flatMap(([name, text]) =>
    text.split(' ').map((range): Range => {
      const [first, last = first] = range.split('-').map((digits) => parseInt(digits, 16));
      return [numbers[name]!, first!, last!];
    }),
  );
}

/** Entry of an opcode behind a prefix, 0xfb to 0xfe; unknown when there is none. */
export function prefixedEntry(prefix: number, opcode: number): number {
  return opcode < PAGE ? opcodeTable()[(prefix - 0xfa) * PAGE + opcode]! : entryOf(KIND.unknown);
}
