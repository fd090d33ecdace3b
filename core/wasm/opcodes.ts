// THE opcode table: for every opcode of the finished proposals, what follows it (its kind) and what sort of work it
// does (its class). Everything else derives from it. An opcode that is not here is UNKNOWN, never guessed.
// Names live in opcode-names.ts, because no frame needs them; a test holds both together row by row.
// Spec: https://webassembly.github.io/spec/core/binary/instructions.html and the proposals' overview pages.

/** What follows an opcode. The walk (walker/body.ts) switches on these numbers. */
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

/** What sort of work it is, as far as the features tell it apart. */
export const CLASS = {
  other: 0,
  /** Locals, constants and control: they stay out of every denominator. */
  idle: 1,
  xor: 2,
  rotate: 3,
  shift: 4,
  /** And, or, not, select by bits. */
  logic: 5,
  /** Add and subtract whole numbers. */
  add: 6,
  multiply: 7,
  load: 8,
  store: 9,
  float: 10,
  compare: 11,
  call: 12,
  divide: 13,
} as const;
/** Added to a class of `xor` to `multiply` for work on 64-bit numbers, and on vectors. */
export const WIDE = 16;
export const VECTOR_WORK = 24;
export const CLASS_COUNT = 32;

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
    xor: '73 85',
    rotate: '77-78 89-8a',
    shift: '74-76 86-88',
    logic: '71-72 83-84',
    add: '6a-6b 7c-7d',
    multiply: '6c 7e',
    load: '28-35',
    store: '36-3e',
    float: '5b-66 8b-a6 a8-ab ae-bf',
    compare: '45-5a',
    call: '10-13',
    divide: '6d-70 7f-82',
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
  classes: {
    idle: '0c',
    xor: '51',
    shift: '6b-6d 8b-8d ab-ad cb-cd',
    logic: '4d-50 52',
    add: '6e-73 8e-93 ae b1 ce d1',
    multiply: '95 b5 d5',
    load: '00-0a 5c-5d',
    store: '0b',
    float: '41-4c 5e-5f 67-6a 74-75 7a 94 e0-ff',
  },
};

const THREADS: Page = { kinds: { memory: '00-02 10-4e', byte: '03' }, classes: {} };

/** Opcodes below 0x200 behind each prefix share one array: slot = page * 0x200 + opcode. */
const PAGE = 0x200;
const PAGES: readonly Page[] = [PLAIN, GC, BULK, VECTOR, THREADS];

// An entry, as the walk reads it: 5 bits of kind, 5 bits of class, 2 bits of nesting change plus one, and a bit for
// "look closer": calls, and what works with a telling constant.
const CLASS_SHIFT = 5;
const NESTING_SHIFT = 10;
const CLOSER = 1 << 12;
/** call, i32.mul, i32.and, i32.xor */
const CLOSER_OPCODES = [0x10, 0x6c, 0x71, 0x73];

/** The kind of an entry, a value of KIND. */
export function kindOf(entry: number): number {
  return entry & 31;
}

/** The entry of a kind, with class `other`. */
function entryOf(kind: number): number {
  const opens = kind === KIND.block || kind === KIND.tryTable;
  const nesting = opens ? 2 : kind === KIND.end || kind === KIND.delegate ? 0 : 1;
  return kind | (nesting << NESTING_SHIFT);
}

/** Built at the first module, not at load. */
let table: Uint16Array | null = null;

/** One entry an opcode: five pages of 512, the first for the opcodes without prefix, then 0xfb to 0xfe. */
export function opcodeTable(): Uint16Array {
  return (table ??= builtTable());
}

function builtTable(): Uint16Array {
  const entries = new Uint16Array(PAGES.length * PAGE).fill(entryOf(KIND.unknown));
  for (const [page, { kinds, classes }] of PAGES.entries()) {
    const slots = entries.subarray(page * PAGE, (page + 1) * PAGE);
    for (const [kind, first, last] of rangesOf(kinds, KIND))
      slots.fill(entryOf(kind), first, last + 1);
    for (const [sort, first, last] of rangesOf(classes, CLASS))
      for (let i = first; i <= last; i++) slots[i]! |= classBits(sort, page, i);
  }
  for (const opcode of CLOSER_OPCODES) entries[opcode]! |= CLOSER;
  return entries;
}

function classBits(sort: number, page: number, opcode: number): number {
  const closer = sort === CLASS.rotate || sort === CLASS.shift ? CLOSER : 0;
  const hasWidth = sort >= CLASS.xor && sort <= CLASS.multiply;
  const isWide = page === 0 && opcode >= 0x79 && opcode <= 0x8a;
  const width = !hasWidth ? 0 : PAGES[page] === VECTOR ? VECTOR_WORK : isWide ? WIDE : 0;
  return ((sort + width) << CLASS_SHIFT) | closer;
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
