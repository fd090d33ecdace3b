// Makes programs like those that a RandomX miner compiles: a random mix of integer, double and SIMD work over a
// scratchpad of 2 MiB, 23 functions, about 10 kB, never the same twice. The mix follows the frequencies of the published
// specification; what it computes is no hash of any coin.
import type { Random } from './mutate/random.ts';
import { signed, TYPE, unsigned, writeModule, type FunctionBody } from './wasm-writer.ts';

export interface ProgramOptions {
  /** Turns of the program's loop; RandomX makes 2,048. */
  readonly iterations?: number;
  /** Doubles one by one instead of in pairs: what a miner without SIMD would make. */
  readonly scalar?: boolean;
  /** Addresses cut to size by shifts, not by masks: how a miner hides its scratchpad from who looks for masks. */
  readonly shifted?: boolean;
  /** Bytes of code that is never called, to hide the size. */
  readonly paddingBytes?: number;
}

/** Pages of the memory of one machine: the scratchpad and its registers. */
export const SCRATCHPAD_PAGES = 33;
/** Pages of the cache: 256 MiB. */
export const CACHE_PAGES = 4_096;

const SCRATCHPAD_MASKS = [0x3ff8, 0x3fff8, 0x1ffff8] as const;
const LINE_MASK = 0x1fffc0;
const INSTRUCTIONS = 256;

// Locals of the program: 8 registers, then these; the doubles follow.
const WIDE = 8;
const ADDRESS = 9;
const TURNS = 10;
const FIRST_DOUBLE = 11;
const DOUBLES = 12;

const SIGNATURES = [
  { params: [TYPE.i64], results: [TYPE.i64] },
  { params: [TYPE.i64, TYPE.i64], results: [TYPE.i64] },
] as const;
const LINE = 0;
const MULTIPLY_HIGH = 1;
const DOUBLE_PAIR = 2;
const PROGRAM = 3;

const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const i32 = (value: number): number[] => [0x41, ...signed(value)];
const i64 = (value: number | bigint): number[] => [0x42, ...signed(value)];
const simd = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];

/** add, sub, mul, div as f64x2 or f64, in this order. */
const PAIR_OPS = [0xf0, 0xf1, 0xf2, 0xf3].map(simd);
const SCALAR_OPS = [0xa0, 0xa1, 0xa2, 0xa3].map((opcode) => [opcode]);

/** One program. It imports `e.d` (i64 -> i64) and the memory `e.m`, and exports `d`. */
export function randomXLikeProgram(
  random: Random,
  options: ProgramOptions = {},
): Uint8Array<ArrayBuffer> {
  const { iterations = 2_048, scalar = false, shifted = false, paddingBytes = 0 } = options;
  const kind = scalar ? TYPE.f64 : TYPE.v128;
  const helpers = [multiplyHigh(), multiplyHigh(), ...roundingHelpers(scalar)];
  const padding = paddingBytes > 0 ? [integerFunction(random, paddingBytes)] : [];
  // Function 0 is the import, 1 the program; helpers follow.
  const table = helpers.map((_, index) => index + 2).slice(2);
  return writeModule({
    signatures: [
      ...SIGNATURES,
      { params: [kind, kind], results: [kind] },
      { params: [], results: [] },
    ],
    imports: [
      { module: 'e', name: 'd', signature: LINE },
      { module: 'e', name: 'm', pages: 0 },
    ],
    functions: [program(random, iterations, { scalar, shifted }), ...helpers, ...padding],
    table,
    globals: [0],
    exports: { d: 1 },
  });
}

/** The part that every miner carries once: it names the cache and reads a line of it. Exports `d`. */
export function cacheReader(pages = CACHE_PAGES): Uint8Array<ArrayBuffer> {
  const address = [...get(0), 0xa7, ...i32(0xfffffc0), 0x71];
  return writeModule({
    signatures: [SIGNATURES[LINE]],
    imports: [{ module: 'env', name: 'memory', pages }],
    functions: [{ signature: 0, locals: [], code: [...address, 0x29, 3, 0, ...get(0), 0x7c] }],
    exports: { d: 0 },
  });
}

/** How a program is made, beside what it computes. */
type Style = Required<Pick<ProgramOptions, 'scalar' | 'shifted'>>;

function program(random: Random, iterations: number, style: Style): FunctionBody {
  const code: number[] = [];
  for (let register = 0; register < 8; register++)
    code.push(...i64(random.word()), ...set(register));
  for (let at = 0; at < DOUBLES; at++) code.push(...loadDouble(random, at, style));
  code.push(...i32(iterations), ...set(TURNS), 0x03, 0x40);
  code.push(...mixLine(0x29, style));
  for (let at = 0; at < INSTRUCTIONS; at++) code.push(...instruction(random, style));
  code.push(...get(0), 0x10, 0, ...get(1), 0x85, ...set(1), ...mixLine(0x37, style));
  code.push(...get(TURNS), ...i32(1), 0x6b, 0x22, TURNS, 0x0d, 0, 0x0b);
  const doubles = style.scalar ? TYPE.f64 : TYPE.v128;
  return {
    signature: PROGRAM,
    locals: [
      [9, TYPE.i64],
      [2, TYPE.i32],
      [DOUBLES, doubles],
    ],
    code,
  };
}

/** Loads (0x29) or stores (0x37) the eight registers at a line of the scratchpad. */
function mixLine(opcode: 0x29 | 0x37, { shifted }: Style): number[] {
  const line = shifted
    ? [...i64(49), 0x88, 0xa7, ...i32(6), 0x74]
    : [0xa7, ...i32(LINE_MASK), 0x71];
  const code = [...get(0), ...get(4), 0x85, ...line, ...set(ADDRESS)];
  for (let register = 0; register < 8; register++) {
    const memory = [opcode, 3, ...unsigned(8 * register)];
    if (opcode === 0x37) code.push(...get(ADDRESS), ...get(register), ...memory);
    else code.push(...get(ADDRESS), ...memory, ...get(register), 0x85, ...set(register));
  }
  return code;
}

function loadDouble(random: Random, at: number, style: Style): number[] {
  const low = i32(8 * random.below(4_096));
  const local = FIRST_DOUBLE + at;
  const loaded = style.scalar ? [0x34, 2, 0, 0xb9] : [...simd(93), 3, 0, ...simd(0xfe)];
  return [...low, ...loaded, ...set(local), ...(at % 3 === 0 ? [] : limited(local, style))];
}

/** `[weight of 256, code]`, after the RandomX specification, 5.2 to 5.5. */
type Maker = (random: Random, style: Style) => number[];
const MAKERS: readonly (readonly [number, Maker])[] = [
  [16, (random) => binary(random, 0x7c)],
  [16, (random) => binary(random, 0x7d)],
  [16, (random) => binary(random, 0x7e)],
  [15, (random) => binary(random, 0x85)],
  [8, (random) => binary(random, 0x8a)],
  [7, (random, style) => fromMemory(random, 0x7c, style)],
  [7, (random, style) => fromMemory(random, 0x7d, style)],
  [4, (random, style) => fromMemory(random, 0x7e, style)],
  [5, (random, style) => fromMemory(random, 0x85, style)],
  [8, (random) => byConstant(random, 0x7e)],
  [12, (random) => [...operands(random), 0x10, 2 + random.below(2), ...set(random.below(8))]],
  [4, swapped],
  [25, branch],
  [16, store],
  [42, doubleOp],
  [43, roundedOp],
  [10, (random, style) => loadDouble(random, random.below(DOUBLES), style)],
  [2, (random) => [...get(random.below(8)), 0xa7, ...i32(3), 0x71, 0x24, 0]],
];
const WEIGHTS = MAKERS.reduce((sum, [weight]) => sum + weight, 0);

function instruction(random: Random, style: Style): number[] {
  let left = random.below(WEIGHTS);
  for (const [weight, make] of MAKERS) {
    left -= weight;
    if (left < 0) return make(random, style);
  }
  throw new Error('the weights do not add up');
}

function operands(random: Random): number[] {
  return [...get(random.below(8)), ...get(random.below(8))];
}

function binary(random: Random, opcode: number): number[] {
  return [...operands(random), opcode, ...set(random.below(8))];
}

function byConstant(random: Random, opcode: number): number[] {
  const register = random.below(8);
  return [...get(register), ...i64(random.word() | 1), opcode, ...set(register)];
}

function addressOf(random: Random, { shifted }: Style): number[] {
  const register = get(random.below(8));
  if (shifted) return [...register, ...i64(46), 0x88, 0xa7, ...i32(3), 0x74];
  const mask = random.pick(SCRATCHPAD_MASKS);
  return [...register, 0xa7, ...i32(random.word()), 0x6a, ...i32(mask), 0x71];
}

function fromMemory(random: Random, opcode: number, style: Style): number[] {
  const register = random.below(8);
  return [...get(register), ...addressOf(random, style), 0x29, 3, 0, opcode, ...set(register)];
}

function store(random: Random, style: Style): number[] {
  return [...addressOf(random, style), ...get(random.below(8)), 0x37, 3, 0];
}

function swapped(random: Random): number[] {
  const [one, other] = [random.below(8), random.below(8)];
  return [...get(one), ...set(WIDE), ...get(other), ...set(one), ...get(WIDE), ...set(other)];
}

function branch(random: Random): number[] {
  const register = random.below(8);
  const added = [...get(register), ...i64(random.word()), 0x7c, 0x22, register];
  const mask = i64(0xff << random.below(16));
  return [...added, ...mask, 0x83, 0x50, 0x04, 0x40, ...byConstant(random, 0x7c), 0x0b];
}

function doubleOp(random: Random, { scalar }: Style): number[] {
  const [one, other] = [random.below(DOUBLES), random.below(DOUBLES)];
  const code = random.pick((scalar ? SCALAR_OPS : PAIR_OPS).slice(0, 3));
  return [
    ...get(FIRST_DOUBLE + one),
    ...get(FIRST_DOUBLE + other),
    ...code,
    ...set(FIRST_DOUBLE + one),
  ];
}

/** Sets sign and exponent of a double as RandomX does with its group E, so that no division makes nothing of it. */
function limited(local: number, { scalar }: Style): number[] {
  const [mantissa, exponent] = [(1n << 52n) - 1n, 0x3fen << 52n];
  if (scalar) {
    const bits = [...get(local), 0xbd, ...i64(mantissa), 0x83, ...i64(exponent), 0x84];
    return [...bits, 0xbf, ...set(local)];
  }
  const keep = [...simd(12), ...twice(mantissa), ...simd(0x4e)];
  return [...get(local), ...keep, ...simd(12), ...twice(exponent), ...simd(0x50), ...set(local)];
}

/** The 16 bytes of a v128 with the same number in both halves. */
function twice(value: bigint): number[] {
  const half = Array.from({ length: 8 }, (_, at) => Number((value >> BigInt(8 * at)) & 255n));
  return [...half, ...half];
}

/** By way of the table, as the rounding mode wants it. */
function roundedOp(random: Random, style: Style): number[] {
  const kind = random.below(5);
  const one = FIRST_DOUBLE + random.below(DOUBLES);
  const other = FIRST_DOUBLE + random.below(DOUBLES);
  if (kind === 4) return [...doubleOp(random, style), ...limited(one, style)];
  const index = [0x23, 0, ...i32(4 * kind), 0x6a];
  return [...get(one), ...get(other), ...index, 0x11, DOUBLE_PAIR, 0, ...set(one)];
}

/** High half of a product of 64 bits. */
function multiplyHigh(): FunctionBody {
  const low = (local: number): number[] => [...get(local), ...i64(0xffffffff), 0x83];
  const high = (local: number): number[] => [...get(local), ...i64(32), 0x88];
  const code = [
    ...[...low(0), ...low(1), 0x7e, ...i64(32), 0x88, ...high(0), ...low(1), 0x7e, 0x7c, ...set(2)],
    ...[...low(0), ...high(1), 0x7e, ...low(2), 0x7c, ...i64(32), 0x88],
    ...[...high(2), 0x7c, ...high(0), ...high(1), 0x7e, 0x7c],
  ];
  return { signature: MULTIPLY_HIGH, locals: [[1, TYPE.i64]], code };
}

/** Four rounding modes of five operations; to the nearest is the bare operation, the others correct it. */
function roundingHelpers(scalar: boolean): FunctionBody[] {
  const ops = scalar ? SCALAR_OPS : PAIR_OPS;
  const steps = [3, 4, 14, 13, 10];
  return steps.flatMap((count, kind) =>
    [0, 1, 2, 3].map((mode) => {
      const op = ops[kind % ops.length] ?? [];
      const start = [...get(0), ...get(1), ...op, ...set(2)];
      const corrections = mode === 0 ? 0 : count;
      const code = Array.from({ length: corrections }, (_, step) => correction(step, mode, scalar));
      const type = scalar ? TYPE.f64 : TYPE.v128;
      return {
        signature: DOUBLE_PAIR,
        locals: [[1, type]],
        code: [...start, ...code.flat(), ...get(2)],
      } satisfies FunctionBody;
    }),
  );
}

function correction(step: number, mode: number, scalar: boolean): number[] {
  if (scalar) {
    const bits = [...get(2), 0xbd, ...i64(1 + ((step * mode) % 3)), 0x7c, 0xbf];
    return [...bits, ...get(2), ...get(2), ...get(0), 0x64, 0x1b, ...set(2)];
  }
  const lanes = Array.from({ length: 16 }, (_, lane) => (lane % 8 === 0 ? 1 + (step % 3) : 0));
  const where = [...get(2), ...get(0), ...simd(mode === 1 ? 0x4a : 0x49)];
  const least = [...simd(12), ...lanes, ...simd(0x4e)];
  return [...where, ...least, ...get(2), ...simd(mode === 2 ? 0xd1 : 0xce), ...set(2)];
}

/** Integer code of about `sizeBytes` without calls or loops; signature `PROGRAM`, no parameters. */
function integerFunction(random: Random, sizeBytes: number): FunctionBody {
  const code: number[] = [];
  while (code.length < sizeBytes)
    code.push(...binary(random, random.pick([0x7c, 0x7d, 0x7e, 0x83])));
  return { signature: PROGRAM, locals: [[8, TYPE.i64]], code };
}
