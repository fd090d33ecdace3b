// Every number that the walker gives, held against bodies whose numbers are known. The walk does not validate, so that a
// body can be nothing but the instructions in question.
import { describe, expect, it } from 'vitest';
import { MIXERS } from '../../../core/features/mixers.ts';
import { CLASS } from '../../../core/wasm/opcodes.ts';
import { WALK_FACTS } from '../../../core/wasm/walk-facts.ts';
import { signedLeb } from './wasm-bytes.ts';
import { walk, walkBodies } from './walk.ts';

const XOR = [0x73];
const ROTATE = [0x77];
const SHIFT = [0x74];
const ADD = [0x6a];
const NOP = [0x01];
const LOAD = [0x28, 2, 0];
const STORE = [0x36, 2, 0];
const END = [0x0b];
const LOOP = [0x03, 0x40];
const BLOCK = [0x02, 0x40];

const times = (count: number, ...code: (readonly number[])[]): number[] =>
  Array<number[]>(count).fill(code.flat()).flat();
const constant = (value: number): number[] => [0x41, ...signedLeb(value)];
const call = (index: number): number[] => [0x10, index];
const body = (...code: (readonly number[])[]): number[] => [0, ...code.flat(), ...END];
const kernel = body(times(60, XOR));

describe('the numbers', () => {
  it('are these for a module that has something of everything', () => {
    const vectorXor = [0xfd, 0x51];
    const wideXor = [0x85];
    const hot = body(
      LOOP,
      times(40, XOR),
      times(20, ROTATE),
      times(3, constant(0x12345678)),
      times(4, vectorXor),
      times(5, wideXor),
      [...constant(0x1ffff0), 0x71],
      times(2, LOAD),
      times(2, STORE),
      [...constant(0x11b), 0x73],
      END,
    );
    const search = body(LOOP, call(0), END, times(7, ADD));
    const { fact } = walkBodies([hot, search, [0, 0xf0]]);
    const hotOps = 40 + 20 + 4 + 5 + 1 + 4 + 1;
    const expected: Record<(typeof WALK_FACTS)[number], number> = {
      functions: 3,
      codeBytes: hot.length + search.length + 2,
      unknownBodies: 1,
      kernelBytes: hot.length,
      kernels: 1,
      largestKernelOps: hotOps,
      kernelLoops: 1,
      // From the loop to its end, which is followed by the end of the body.
      largestKernelLoopBytes: hot.length - 3,
      kernelLoopDepth: 1,
      // No stretch of 512 is full, and the rest is less than a quarter of one.
      stretchOps: 0,
      hotStretchOps: 0,
      scratchpadBits: 21,
      scratchpadFunctions: 1,
      tableBuilders: 1,
      // The mask is one too.
      kernelConstants: 4,
      kernelVectorOps: 4,
      kernelWideOps: 5,
      vectorOps: 4,
      loops: 2,
      nonceLoops: 1,
      reachBytes: hot.length + search.length,
      largestBodyOps: hotOps,
      arithmeticFolding: (40 + 20 + 4 + 5 + 1) / (hotOps - 4),
      arithmeticKernelBytes: hot.length,
    };
    for (const name of WALK_FACTS) expect(fact(name), name).toBeCloseTo(expected[name], 12);
  });

  it('are sums over kernels and over all bodies', () => {
    const { counted, slot } = walkBodies([kernel, body(times(9, XOR), times(90, ADD))]);
    expect([counted(CLASS.xor, 'kernel'), counted(CLASS.xor)]).toEqual([60, 69]);
    expect([counted(CLASS.add, 'kernel'), counted(CLASS.add)]).toEqual([0, 90]);
    expect([slot(CLASS.idle, 'kernel'), slot(CLASS.idle)]).toEqual([1, 2]);
  });

  it('begin anew with every module', () => {
    walkBodies([kernel, body(LOOP, call(0), END)]);
    const { fact, mixers } = walkBodies([]);
    for (const name of WALK_FACTS) expect(fact(name), name).toBe(0);
    expect(mixers).toEqual([]);
  });
});

describe('a kernel', () => {
  const isKernel = (...code: number[][]): boolean =>
    walk(...code.flat(), ...END).fact('kernels') === 1;

  it('mixes bits with xor and rotate', () => {
    expect(isKernel(times(50, XOR), times(50, ADD))).toBe(true);
    expect(isKernel(times(4, XOR), times(4, ROTATE), times(7, SHIFT), times(85, ADD))).toBe(true);
    expect(isKernel(times(8, XOR), times(6, SHIFT), times(86, ADD))).toBe(false);
  });

  it('is not the shifting of a codec', () => {
    expect(isKernel(times(60, SHIFT), times(70, ADD))).toBe(false);
    expect(isKernel(times(7, XOR), times(50, SHIFT), times(43, ADD))).toBe(false);
  });

  it('is not a function of a few instructions', () => {
    expect(isKernel(times(49, XOR))).toBe(false);
    expect(isKernel(times(50, XOR))).toBe(true);
  });

  it('is not diluted by locals, constants and control', () => {
    const idle = times(3_000, NOP, [0x20, 1, 0x41, 5, 0x1a]);
    expect(isKernel(times(50, XOR), times(50, ADD), idle)).toBe(true);
  });

  it('is seen without its loads and stores, where code is not optimised', () => {
    const unoptimised = body(times(20, XOR), times(30, ADD), times(300, LOAD, STORE));
    const { fact } = walkBodies([unoptimised]);
    expect(fact('kernels')).toBe(0);
    expect(fact('arithmeticFolding')).toBeCloseTo(20 / 50, 12);
    expect(fact('arithmeticKernelBytes')).toBe(unoptimised.length);
  });
});

describe('loops', () => {
  it('are judged by themselves, inner ones too', () => {
    const { fact } = walkBodies([
      body(
        times(900, ADD),
        LOOP,
        BLOCK,
        LOOP,
        times(60, XOR),
        END,
        END,
        END,
        LOOP,
        times(60, ADD),
        END,
      ),
    ]);
    expect(fact('kernels')).toBe(0);
    expect(fact('loops')).toBe(3);
    expect(fact('kernelLoops')).toBe(2);
    expect(fact('kernelLoopDepth')).toBe(2);
    expect(fact('largestKernelLoopBytes')).toBe(2 + 2 + 2 + 60 + 2);
  });

  it('deeper than the walker keeps do not disturb those around them', () => {
    const deep = 40;
    const { fact } = walkBodies([
      body(times(deep, LOOP), times(60, XOR), times(deep, END), LOOP, times(60, XOR), END),
    ]);
    expect(fact('kernelLoops')).toBe(33);
    expect(fact('kernelLoopDepth')).toBe(32);
  });
});

describe('stretches of 512 instructions', () => {
  it('find a kernel that was merged into other code', () => {
    const { fact } = walkBodies([body(times(512, ADD), times(512, XOR), times(5_120, ADD))]);
    expect(fact('kernels')).toBe(0);
    expect(fact('hotStretchOps')).toBe(512);
    expect(fact('stretchOps')).toBe(12 * 512);
  });

  it('count a rest from a quarter on, and instructions of any length', () => {
    expect(walkBodies([body(times(129, XOR))]).fact('stretchOps')).toBe(129);
    expect(walkBodies([body(times(128, XOR))]).fact('stretchOps')).toBe(0);
    const mixed = times(256, [0x28, 2, 0x80, 0x80, 4], [0x20, 0x80, 1]);
    expect(walkBodies([body(mixed, times(129, XOR))]).fact('stretchOps')).toBe(256 + 129);
  });
});

describe('who calls a kernel', () => {
  /** Function 0 calls 1 in a loop, 1 calls 2, and so on; the last is a kernel. */
  const chain = (calls: number): number[][] => [
    body(LOOP, call(1), END),
    ...Array.from({ length: calls - 1 }, (_, i) => body(call(i + 2))),
    kernel,
  ];

  it('is followed over two more calls for a nonce loop', () => {
    expect([1, 2, 3, 4].map((calls) => walkBodies(chain(calls)).fact('nonceLoops'))).toEqual([
      1, 1, 1, 0,
    ]);
  });

  it('is followed over five calls for the share that leads to kernels', () => {
    const { fact } = walkBodies([...chain(9), body(times(99, ADD))]);
    expect(fact('reachBytes')).toBe(kernel.length + 5 * body(call(1)).length);
  });

  it('is no loop when the call stands outside', () => {
    const beside = walkBodies([body(LOOP, END, call(1)), kernel]);
    expect(beside.fact('nonceLoops')).toBe(0);
    expect(beside.fact('reachBytes')).toBe(beside.fact('codeBytes'));
  });

  it('is read from long indices too, and bounded', () => {
    const bodies = Array<number[]>(200).fill(body(NOP));
    bodies[150] = kernel;
    bodies[199] = body(LOOP, [0x10, 0x96, 0x01], [0x10, 0xff, 0xff, 0xff, 0xff, 0x0f], END);
    expect(walkBodies(bodies).fact('nonceLoops')).toBe(1);
    expect(walkBodies([body(times(50_000, call(1))), kernel]).fact('kernels')).toBe(1);
  });
});

describe('a scratchpad', () => {
  const bits = (mask: number, around = LOOP): number => {
    const code = [...constant(mask), 0x71, ...times(2, LOAD, STORE), ...XOR];
    return walkBodies([body(around, code, END)]).fact('scratchpadBits');
  };

  it('is as large as the mask on its addresses lets it be', () => {
    const masks = { 0xfff8: 16, 0x1ffff0: 21, 0x1fffc0: 21, 0xffff0: 20, 0x3fffff8: 26 };
    for (const [mask, expected] of Object.entries(masks))
      expect(bits(Number(mask)), mask).toBe(expected);
  });

  it('is not any mask', () => {
    for (const mask of [0xff, 0xffff, 0x7ff8, 0x7fffff8, 0x1fff80, 0x1ff0f0, -16, 0])
      expect(bits(mask), mask.toString(16)).toBe(0);
    expect(bits(0x1ffff0, BLOCK)).toBe(0);
  });

  it('is loaded, stored and folded into', () => {
    const masked = [...constant(0x1ffff0), 0x71];
    for (const code of [
      [...masked, ...times(2, LOAD), ...STORE, ...XOR],
      [...masked, ...LOAD, ...times(2, STORE), ...XOR],
      [...masked, ...times(40, LOAD, STORE), ...XOR],
    ])
      expect(walkBodies([body(LOOP, code, END)]).fact('scratchpadBits')).toBe(0);
  });
});

describe('a builder of tables', () => {
  const built = (code: readonly number[], around = LOOP): number =>
    walkBodies([body(around, code, END)]).fact('tableBuilders');

  it('multiplies in GF(2^8) in a loop that stores', () => {
    expect(built([...constant(0x11b), 0x73, ...STORE])).toBe(1);
    expect(built([...constant(0x1b), 0x71, ...STORE])).toBe(1);
    expect(built([...constant(0x1b), 0x6c, ...STORE])).toBe(1);
  });

  it('is nothing less', () => {
    expect(built([...constant(0x11b), 0x73])).toBe(0);
    expect(built([...constant(0x11b), 0x73, ...STORE], BLOCK)).toBe(0);
    expect(built([...constant(0x11d), 0x73, ...STORE])).toBe(0);
    expect(built([...constant(0x11b), 0x6a, ...STORE])).toBe(0);
  });
});

describe('rotation distances', () => {
  const CHACHA = [16, 12, 8, 7];
  const mixersOf = (...code: number[][]): readonly string[] => walkBodies([body(...code)]).mixers;

  it.each<[string, (by: number) => number[]]>([
    ['rotl', (by) => [...constant(by), 0x77]],
    ['rotr', (by) => [...constant(32 - by), 0x78]],
    ['a pair of shifts', (by) => [...constant(by), 0x74, ...constant(32 - by), 0x76]],
    [
      'a pair of vector shifts',
      (by) => [...constant(by), 0xfd, 0xab, 0x01, ...constant(32 - by), 0xfd, 0xad, 0x01],
    ],
    ['rotl by a local', (by) => [...constant(by), 0x21, by, 0x01, 0x20, 0, 0x20, by, 0x77]],
    ['rotl by a tee', (by) => [...constant(by), 0x22, by, 0x1a, 0x20, by, 0x77]],
    ['a padded distance', (by) => [0x41, by | 0x80, 0x80, 0x00, 0x77]],
  ])('are known from %s', (_, rotation) => {
    expect(mixersOf(...CHACHA.map(rotation))).toEqual(['chacha']);
    expect(mixersOf(...CHACHA.slice(1).map(rotation))).toEqual([]);
  });

  it('of 64 bits are others than those of 32', () => {
    const blake2b = [32, 24, 16, 63].map((by) => [0x42, ...signedLeb(by), 0x8a]);
    expect(mixersOf(...blake2b)).toEqual(['blake2b']);
    expect(mixersOf(...blake2b, times(16, [0x7e]))).toEqual(['blake2b', 'blamka']);
    expect(mixersOf(...CHACHA.map((by) => [0x42, by, 0x89]))).toEqual([]);
    const vector = [32, 24, 16, 63].map((by) => [
      ...[...constant(by), 0xfd, 0xcb, 0x01],
      ...[...constant(64 - by), 0xfd, 0xcd, 0x01],
    ]);
    expect(mixersOf(...vector)).toEqual(['blake2b']);
  });

  it('are not shared by functions, nor by shifts to one side', () => {
    const [a, b] = [CHACHA.slice(0, 2), CHACHA.slice(2)].map((part) =>
      body(...part.map((by) => [...constant(by), 0x77])),
    );
    expect(walkBodies([a ?? [], b ?? []]).mixers).toEqual([]);
    expect(mixersOf(...CHACHA.map((by) => [...constant(by), 0x74]))).toEqual([]);
  });

  it('of Keccak are the triangular numbers of FIPS 202', () => {
    const offsets = Array.from({ length: 24 }, (_, t) => (((t + 1) * (t + 2)) / 2) % 64);
    const keccak = MIXERS.find(({ name }) => name === 'keccak');
    expect([...(keccak?.distances ?? [])].sort()).toEqual(offsets.sort());
  });
});
