// The walk over function bodies: what it counts, which constants it looks up, and where it stops.
import fc from 'fast-check';
import wabt from 'wabt';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_BUDGET } from '../../../core/wasm/limits.ts';
import { ModuleParser } from '../../../core/wasm/module-parser.ts';
import { CLASS, VECTOR_WORK, WIDE } from '../../../core/wasm/opcodes.ts';
import { signedLeb, unsignedLeb } from './wasm-bytes.ts';
import { setsIn, walk, walkBodies, type Seen } from './walk.ts';

let tools: Awaited<ReturnType<typeof wabt>>;
beforeAll(async () => {
  tools = await wabt();
});

const FEATURES = {
  exceptions: true,
  threads: true,
  tail_call: true,
  simd: true,
  memory64: true,
  multi_memory: true,
  extended_const: true,
  reference_types: true,
  function_references: true,
};

/** What the walker sees in all bodies of a module in text form. */
function walkText(text: string): Seen {
  const bytes = tools.parseWat('case.wat', text, FEATURES).toBinary({}).buffer;
  const bodies: number[][] = [];
  const parser = new ModuleParser(
    {
      onMemory() {},
      onImportedFunction() {},
      onSegment() {},
      onData() {},
      onBody: (window, start, end) => bodies.push([...window.subarray(start, end)]),
    },
    DEFAULT_BUDGET,
  );
  parser.push(bytes);
  parser.finish();
  return walkBodies(bodies);
}

describe('constants', () => {
  /** Sets that are one word each. */
  const each = (...words: number[]): { need: number; words: number[] }[] =>
    words.map((word) => ({ need: 1, words: [word >>> 0] }));

  it('looks every i32 constant up that needs four bytes, exactly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -0x80000000, max: 0x7fffffff }),
        fc.nat(31),
        (value, wrongBit) => {
          const bytes = signedLeb(value);
          const code = [0x41, ...bytes, 0x1a, 0x0b];
          const wrong = value ^ (1 << wrongBit);
          expect(setsIn(each(value, wrong), code)).toEqual([bytes.length > 3, false]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('looks both halves of every i64 constant up that needs six bytes', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
        fc.nat(63),
        (value, size) => {
          const small = BigInt.asIntN(size + 1, value);
          const bytes = signedLeb(small);
          const low = Number(BigInt.asUintN(32, small));
          const high = Number(BigInt.asUintN(32, small >> 32n));
          fc.pre(low !== high);
          const code = [0x42, ...bytes, 0x1a, 0x0b];
          expect(setsIn(each(low, high), code)).toEqual([bytes.length > 3, bytes.length > 5]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('looks the four words of a vector constant up', () => {
    const code = [0xfd, 0x0c, ...Array.from({ length: 16 }, (_, i) => i), 0x1a, 0x0b];
    const words = [0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c, 0x04030201];
    expect(setsIn(each(...words), code)).toEqual([true, true, true, true, false]);
  });
});

describe('counts', () => {
  it('counts work by class and width and leaves the rest apart', () => {
    const { slot } = walkText(`(module (memory 1) (func (param i32 i64) (result i32)
      (i32.xor (i32.rotl (local.get 0) (i32.const 7)) (i32.shl (local.get 0) (i32.const 3)))
      (drop (i64.rotr (i64.xor (local.get 1) (i64.const 5)) (i64.const 9)))
      (i32.store (i32.const 0) (i32.add (i32.load (i32.const 4)) (i32.mul (local.get 0) (local.get 0))))))`);
    const expected: Record<number, number> = {
      [CLASS.xor]: 1,
      [CLASS.rotate]: 1,
      [CLASS.shift]: 1,
      [CLASS.xor + WIDE]: 1,
      [CLASS.rotate + WIDE]: 1,
      [CLASS.store]: 1,
      [CLASS.add]: 1,
      [CLASS.load]: 1,
      [CLASS.multiply]: 1,
      // Five local.get, six constants, drop and end.
      [CLASS.idle]: 5 + 6 + 2,
    };
    for (let i = 0; i < 32; i++) expect(slot(i), `class ${i}`).toBe(expected[i] ?? 0);
  });

  it('counts vector instructions as what they do', () => {
    const { slot } = walkText(`(module (memory 1) (func (param v128) (result v128)
      (v128.xor (i32x4.shl (local.get 0) (i32.const 7)) (v128.load offset=70000 (i32.const 0)))))`);
    expect(slot(CLASS.xor + VECTOR_WORK)).toBe(1);
    expect(slot(CLASS.shift + VECTOR_WORK)).toBe(1);
    expect(slot(CLASS.load)).toBe(1);
    // Two constants, the parameter and the end.
    expect(slot(CLASS.idle)).toBe(4);
  });

  it('counts the same however long the integers are written', () => {
    const padded = (value: number, bytes: number): number[] => [
      value | 0x80,
      ...Array<number>(bytes - 2).fill(0x80),
      0x00,
    ];
    const short = walk(0x20, 5, 0x28, 2, 9, 0x41, 7, 0x77, 0x21, 5, 0x0b);
    for (let bytes = 2; bytes <= 5; bytes++) {
      const long = walk(
        ...[0x20, ...padded(5, bytes), 0x28, 2, ...padded(9, bytes)],
        ...[0x41, ...padded(7, bytes), 0x77, 0x21, ...padded(5, bytes), 0x0b],
      );
      for (let i = 0; i < 32; i++) expect(long.slot(i), `class ${i}`).toBe(short.slot(i));
    }
  });
});

describe('what wabt writes', () => {
  it.each([
    [
      'threads',
      '(module (memory 1 2 shared) (func (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1))) (atomic.fence)))',
    ],
    [
      'bulk memory',
      '(module (memory 1) (data "ab") (func (memory.init 0 (i32.const 0) (i32.const 0) (i32.const 1)) (data.drop 0) (memory.fill (i32.const 0) (i32.const 0) (i32.const 1)) (memory.copy (i32.const 0) (i32.const 0) (i32.const 1))))',
    ],
    [
      'tables',
      '(module (table 1 funcref) (elem declare func 0) (func (table.set (i32.const 0) (ref.func 0)) (drop (table.grow (ref.null func) (i32.const 1)))))',
    ],
    ['tail calls', '(module (func $f (result i32) (return_call $f)))'],
    [
      'exceptions',
      '(module (tag $e (param i32)) (func (try (do (throw $e (i32.const 1))) (catch $e (drop)) (catch_all (nop)))) (func (try (do (nop)) (delegate 0))))',
    ],
    [
      'memory64',
      '(module (memory i64 1) (func (drop (i32.load offset=0x100000000 (i64.const 0)))))',
    ],
    [
      'branch tables',
      '(module (func (param i32) (block (block (br_table 0 1 0 1 (local.get 0))))))',
    ],
    [
      'multi-value',
      '(module (func (result i32 i64) (block (result i32 i64) (i32.const 1) (i64.const 2))))',
    ],
    ['saturating', '(module (func (drop (i32.trunc_sat_f64_s (f64.const 1)))))'],
  ])('walks %s to the end', (_, text) => {
    expect(walkText(text).fact('unknownBodies')).toBe(0);
  });
});

describe('typed references', () => {
  // wabt cannot write them: (ref null any), and (ref 2) with a padded index.
  const types = [
    [0x63, 0x6e],
    [0x64, 0x82, 0x00],
  ];

  it.each([
    ['locals', (type: number[]) => [0x01, 0x03, ...type, 0x01, 0x0b]],
    ['blocks', (type: number[]) => [0x00, 0x02, ...type, 0x00, 0x0b, 0x1a, 0x0b]],
    ['loops', (type: number[]) => [0x00, 0x03, ...type, 0x00, 0x0b, 0x1a, 0x0b]],
    [
      'try_table',
      (type: number[]) => [0x00, 0x1f, ...type, 0x01, 0x02, 0x00, 0x00, 0x0b, 0x1a, 0x0b],
    ],
    ['select', (type: number[]) => [0x00, 0x1c, 0x01, ...type, 0x1a, 0x0b]],
  ])('are read in %s', (_, body) => {
    for (const type of types) expect(walkBodies([body(type)]).fact('unknownBodies')).toBe(0);
  });
});

describe('where it stops', () => {
  it('stops at an unknown opcode without an error and counts what was before', () => {
    for (const rest of [
      [0xf0, 0x73, 0xff],
      [0xfd, 0xff, 0x03, 0x0b],
      [0xfb, 0x80, 0x80, 0x04, 0x0b],
    ]) {
      const { fact, slot } = walk(0x01, 0x73, ...rest);
      expect(fact('unknownBodies')).toBe(1);
      expect([slot(CLASS.idle), slot(CLASS.xor)]).toEqual([1, 1]);
    }
  });

  it('refuses a body without its end', () => {
    expect(() => walk(0x02, 0x40, 0x0b)).toThrow('unexpected end (at offset 0x4)');
    expect(() => walk()).toThrow('unexpected end');
  });

  it('refuses instructions behind the end', () => {
    expect(() => walk(0x0b, 0x01)).toThrow(
      'instructions after the end of a function (at offset 0x2)',
    );
  });

  it('refuses an end that is only the last byte of an immediate', () => {
    expect(() => walk(0x41, 0x0b)).toThrow('unexpected end');
    expect(() => walk(0x43, 0x0b, 0x0b)).toThrow('unexpected end');
  });

  it('does not read an immediate from behind the body', () => {
    const bytes = [0, 0x41, 0x80, 0x80, 0x00, 0x0b];
    expect(() => walkBodies([bytes.slice(0, 4)])).toThrow('unexpected end (at offset 0x4)');
  });

  it('says where a body breaks off by the offset in the module', () => {
    expect(() => walkBodies([[0, 0x20, 0x80]], undefined, 0x1000)).toThrow('at offset 0x1003');
    const tooLong = [0, 0x20, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00, 0x0b];
    expect(() => walkBodies([tooLong], undefined, 0x1000)).toThrow(
      'LEB128: too long or too large (at offset 0x1006)',
    );
  });

  it('follows nesting of any depth', () => {
    const deep = 1_000_000;
    const body = new Uint8Array(3 * deep + 2).fill(0x0b);
    body[0] = 0;
    for (let i = 0; i < deep; i++) body.set([0x03, 0x40], 1 + 2 * i);
    const { fact } = walkBodies([body]);
    expect(fact('unknownBodies')).toBe(0);
    expect(fact('loops')).toBe(32);
    expect(() => walkBodies([body.subarray(0, body.length - 1)])).toThrow('unexpected end');
  });
});

describe('claimed counts', () => {
  const huge = unsignedLeb(0xffffffff);

  it.each([
    ['labels of br_table', [0x00, 0x0e, ...huge]],
    ['types of select', [0x00, 0x1c, ...huge]],
    ['catches of try_table', [0x00, 0x1f, 0x40, ...huge]],
    ['groups of locals', [...huge]],
    ['groups of locals with room for a million', [...huge, ...Array<number>(2_000_000).fill(0x7f)]],
    ['labels with room for a million', [0x00, 0x0e, ...huge, ...Array<number>(1_000_000).fill(0)]],
  ])('of four billion %s end with the bytes', (_, body) => {
    expect(() => walkBodies([body])).toThrow(
      `unexpected end (at offset 0x${body.length.toString(16)})`,
    );
  });

  it('of locals cost nothing: 50,000 and four billion are one group', () => {
    for (const count of [50_000, 0xffffffff]) {
      const { fact, slot } = walkBodies([[0x01, ...unsignedLeb(count), 0x7f, 0x73, 0x0b]]);
      expect([fact('unknownBodies'), slot(CLASS.xor)]).toEqual([0, 1]);
    }
  });
});
