// Streams of modules that a page compiles while it runs: of a RandomX-like miner and of honest programs that generate
// code. Each is a list of modules with their times, the same for the same seed; nothing here runs or judges them.
import { Random } from './mutate/random.ts';
import { cacheReader, randomXLikeProgram, type ProgramOptions } from './randomx-like.ts';
import { signed, TYPE, withCustom, writeModule, type FunctionBody } from './wasm-writer.ts';

export interface CompiledAt {
  readonly atMs: number;
  /** Worker that compiles it; null for the page. */
  readonly realm: string | null;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
/** Oldest first. */
export type JitStream = readonly CompiledAt[];

export interface MinerOptions {
  readonly seconds?: number;
  readonly workers?: number;
  /** Modules a second of all workers together: eight are one hash. */
  readonly perSecond?: number;
  readonly scalar?: boolean;
  readonly shifted?: boolean;
  /** Up to so many bytes of dead code in each program. */
  readonly paddingBytes?: number;
  /** Other modules of any size for each program. */
  readonly decoysPerProgram?: number;
}

/** A miner: the cache once a worker, then one fresh program after the other for ever. */
export function minerStream(seed: string, options: MinerOptions = {}): JitStream {
  const { seconds = 12, workers = 2, perSecond = 80, paddingBytes = 0 } = options;
  const { decoysPerProgram = 0, scalar = false, shifted = false } = options;
  const random = new Random('miner', seed);
  const names = Array.from({ length: workers }, (_, index) => `w.${index + 1}`);
  const start = names.map((realm) => ({ atMs: 0, realm, bytes: cacheReader() }));
  const programs = evenly(seconds, perSecond, (atMs, index) => {
    const realm = names[index % workers] ?? null;
    const shape: ProgramOptions = { scalar, shifted, paddingBytes: random.below(paddingBytes + 1) };
    const bytes = randomXLikeProgram(random, shape);
    const decoys = Array.from({ length: decoysPerProgram }, () => {
      const size = Math.floor(2_048 * 2 ** (random.below(5_000) / 1_000));
      return { atMs, realm, bytes: block(random, size) };
    });
    return [{ atMs, realm, bytes }, ...decoys];
  });
  return [...start, ...programs];
}

/**
 * Sizes of the code that v86 0.5.462 generated while it booted Debian's i386 installer (484 modules, one function each):
 * at 0, 1, 2 … 10 tenths of them. Measured 2026-11-24.
 */
const V86_CODE_BYTES = [
  419, 12_383, 35_339, 54_097, 67_116, 82_084, 95_666, 107_818, 124_121, 152_354, 264_863,
] as const;
/** Its modules in each second of the same boot. */
const V86_PER_SECOND = [
  6, 1, 18, 42, 29, 20, 26, 12, 10, 20, 8, 1, 8, 25, 23, 18, 16, 18, 19, 17, 10, 13, 10, 4, 9, 6, 9,
  21, 10, 12, 6, 7, 10, 9,
] as const;

/**
 * An x86 emulator that boots: bursts of modules of every size, in one worker.
 * @param shrunkBy all code is smaller than v86's by this factor, to spare time; how sizes spread stays the same
 */
export function emulatorStream(seed: string, shrunkBy = 4): JitStream {
  const random = new Random('emulator', seed);
  return V86_PER_SECOND.flatMap((count, second) =>
    evenly(1, count, (atMs) => [
      { atMs: 1_000 * second + atMs, realm: 'w.1', bytes: emulatorBlock(random, shrunkBy) },
    ]),
  );
}

/** One module as v86 makes them: a single function, a memory and helpers from outside. */
export function emulatorBlock(random: Random, shrunkBy = 1): Uint8Array<ArrayBuffer> {
  const tenth = random.below(V86_CODE_BYTES.length - 1);
  const [least, most] = [V86_CODE_BYTES[tenth] ?? 0, V86_CODE_BYTES[tenth + 1] ?? 0];
  return block(random, Math.floor(random.between(least, most) / shrunkBy), random.between(10, 20));
}

export interface TranslatorOptions {
  readonly seconds?: number;
  readonly perSecond?: number;
  /** Steps of a hundred that calculate with doubles. */
  readonly floatPercent?: number;
}

/**
 * A translator of basic blocks in two busy workers beside a memory of 512 MiB (as QEMU has): small modules without end,
 * faster than any miner. Sizes are log-normal around 3 kB.
 */
export function translatorStream(seed: string, options: TranslatorOptions = {}): JitStream {
  const { seconds = 20, perSecond = 120, floatPercent = 0 } = options;
  const random = new Random('translator', seed);
  const memory = ['w.1', 'w.2'].map((realm) => ({ atMs: 0, realm, bytes: cacheReader(8_192) }));
  const blocks = evenly(seconds, perSecond, (atMs, index) => {
    const bell = Array.from({ length: 12 }, () => random.below(1_000) / 1_000);
    const octaves = bell.reduce((sum, part) => sum + part, 0) - 6;
    const size = Math.floor(3_000 * 2 ** (octaves * 1.2));
    const bytes = block(random, size, random.between(2, 6), floatPercent);
    return [{ atMs, realm: index % 2 === 0 ? 'w.1' : 'w.2', bytes }];
  });
  return [...memory, ...blocks];
}

/** Plug-ins that are linked at the start: forty large modules, each of its own shape, within two seconds. */
export function linkingStream(seed: string): JitStream {
  const random = new Random('linking', seed);
  return evenly(2, 20, (atMs) => {
    const sizes = Array.from({ length: random.between(5, 60) }, () => random.between(40, 3_000));
    const module = writeModule({
      signatures: [SIGNATURE],
      imports: [{ module: 'env', name: 'memory', pages: 256 }],
      functions: sizes.map((size) => blockFunction(random, size)),
      exports: { _start: 0 },
    });
    return [{ atMs, realm: null, bytes: withCustom(module, 'dylink.0', [1, 4, 0, 0, 0, 0]) }];
  });
}

/** Regular expressions compiled while somebody types: many and fresh, and tiny. */
export function regexStream(seed: string, seconds = 20, perSecond = 30): JitStream {
  const random = new Random('regex', seed);
  return evenly(seconds, perSecond, (atMs) => [
    { atMs, realm: null, bytes: block(random, random.between(150, 1_500), 0) },
  ]);
}

/** A library that compiles the bytes of its hash again for each call. */
export function sameBytesStream(seed: string, seconds = 10, perSecond = 100): JitStream {
  const bytes = randomXLikeProgram(new Random('same bytes', seed));
  return evenly(seconds, perSecond, (atMs, index) => [
    { atMs, realm: index % 2 === 0 ? null : 'w.1', bytes },
  ]);
}

/** Field arithmetic of a proof system: made at run time, but one module for all eight workers. */
export function fieldStream(seed: string): JitStream {
  const random = new Random('field', seed);
  const bytes = writeModule({
    signatures: [SIGNATURE],
    imports: [{ module: 'env', name: 'memory', pages: 25 }],
    functions: Array.from({ length: 180 }, () => blockFunction(random, random.between(60, 1_200))),
    exports: { f1m_mul: 0 },
  });
  return Array.from({ length: 8 }, (_, index) => ({
    atMs: 50 * index,
    realm: `w.${index + 1}`,
    bytes,
  }));
}

const SIGNATURE = { params: [TYPE.i32], results: [TYPE.i32] } as const;
const LOCALS = 8;

/** Code over a memory `e.m`, with `imports` helpers of which it may call none; exports `f` (i32 -> i32). */
function block(
  random: Random,
  codeBytes: number,
  imports = 12,
  floatPercent = 0,
): Uint8Array<ArrayBuffer> {
  const used = Array.from({ length: 60 }, (_, index) => index).filter(() =>
    random.chance(imports / 60),
  );
  return writeModule({
    signatures: [SIGNATURE],
    imports: [
      ...used.map((name) => ({ module: 'e', name: `h${name}`, signature: 0 })),
      { module: 'e', name: 'm', pages: 1 },
    ],
    functions: [blockFunction(random, codeBytes, floatPercent)],
    exports: { f: used.length },
  });
}

function blockFunction(random: Random, sizeBytes: number, floatPercent = 0): FunctionBody {
  const code = new Uint8Array(sizeBytes + 32);
  let length = 0;
  while (length < sizeBytes - 4) {
    const isFloat = floatPercent > 0 && random.chance(floatPercent / 100);
    const step = isFloat ? floatStep(random) : integerStep(random);
    code.set(step, length);
    length += step.length;
  }
  code.set([0x20, 0], length);
  return { signature: 0, locals: [[LOCALS, TYPE.i32]], code: code.subarray(0, length + 2) };
}

/** A load, a store, arithmetic or a test, on the locals; the memory is used below 64 kB only. */
function integerStep(random: Random): number[] {
  const chance = random.word();
  const local = chance & 7;
  const other = (chance >> 3) & 7;
  const constant = signed(chance >> 8);
  switch ((chance >>> 6) & 3) {
    case 0:
      return [0x20, other, ...BELOW_64_KB, 0x28, 2, 0, 0x21, local];
    case 1:
      return [0x20, other, ...BELOW_64_KB, 0x20, local, 0x36, 2, 0];
    case 2:
      return [0x20, local, 0x41, ...constant, 0x71, 0x04, 0x40, 0x20, other, 0x21, local, 0x0b];
    default:
      return [0x20, local, 0x41, ...constant, random.pick(ARITHMETIC), 0x21, other];
  }
}

/** Arithmetic of doubles on integer locals. */
function floatStep(random: Random): number[] {
  const [local, other] = [random.below(LOCALS), random.below(LOCALS)];
  const operation = random.between(0xa0, 0xa3);
  return [0x20, local, 0xb7, 0x20, other, 0xb7, operation, 0x9f, 0xfc, 2, 0x21, local];
}

/** `i32.const 0xfffc; i32.and` */
const BELOW_64_KB = [0x41, ...signed(0xfffc), 0x71];
const ARITHMETIC = [0x6a, 0x6b, 0x71, 0x72, 0x73, 0x74, 0x76];

/** Calls `make` at `perSecond` even times of each second. */
function evenly(
  seconds: number,
  perSecond: number,
  make: (atMs: number, index: number) => readonly CompiledAt[],
): CompiledAt[] {
  const count = Math.floor(seconds * perSecond);
  return Array.from({ length: count }, (_, index) =>
    make(Math.floor((1_000 * index) / perSecond), index),
  ).flat();
}
