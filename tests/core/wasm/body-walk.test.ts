// The walk over function bodies: what it counts, which constants it hands out, and where it stops.
import fc from 'fast-check';
import wabt from 'wabt';
import { beforeAll, describe, expect, it } from 'vitest';
import { newBodyFacts, walkBody, type BodyFacts } from '../../../core/wasm/body-walk.ts';
import { DEFAULT_BUDGET } from '../../../core/wasm/limits.ts';
import { ModuleParser } from '../../../core/wasm/module-parser.ts';
import { CLASS } from '../../../core/wasm/opcodes.ts';
import { at } from '../../at.ts';
import { signedLeb } from './wasm-bytes.ts';

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

interface Walked extends BodyFacts {
  readonly words: number[];
}

function walk(...code: number[]): Walked {
  const bytes = Uint8Array.from([0, ...code]);
  const facts = newBodyFacts();
  const words: number[] = [];
  walkBody(bytes, 0, bytes.length, 0, facts, { word: (word) => words.push(word >>> 0) });
  return { ...facts, words };
}

/** Facts of every body of a module in text form. */
function walkText(text: string): Walked[] {
  const bytes = tools.parseWat('case.wat', text, FEATURES).toBinary({}).buffer;
  const found: Walked[] = [];
  const parser = new ModuleParser(
    {
      onMemory() {},
      onSegment() {},
      onData() {},
      onBody(window, start, end, base) {
        const facts = newBodyFacts();
        const words: number[] = [];
        walkBody(window, start, end, base, facts, { word: (word) => words.push(word >>> 0) });
        found.push({ ...facts, words });
      },
    },
    DEFAULT_BUDGET,
  );
  parser.push(bytes);
  parser.finish();
  return found;
}

describe('constants', () => {
  it('hands out every i32 constant that needs four bytes, exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: -0x80000000, max: 0x7fffffff }), (value) => {
        const bytes = signedLeb(value);
        expect(walk(0x41, ...bytes, 0x1a, 0x0b).words).toEqual(
          bytes.length > 3 ? [value >>> 0] : [],
        );
      }),
    );
  });

  it('hands out both halves of every i64 constant that needs six bytes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const bytes = signedLeb(value);
        const low = Number(BigInt.asUintN(32, value));
        const high = Number(BigInt.asUintN(32, value >> 32n));
        const expected = bytes.length > 5 ? [low, high] : bytes.length > 3 ? [low] : [];
        expect(walk(0x42, ...bytes, 0x1a, 0x0b).words).toEqual(expected);
      }),
    );
  });

  it('hands out the four words of a vector constant', () => {
    expect(walk(0xfd, 0x0c, ...Array.from({ length: 16 }, (_, i) => i), 0x1a, 0x0b).words).toEqual([
      0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c,
    ]);
  });
});

describe('counts', () => {
  it('counts work by class and leaves the rest apart', () => {
    const facts = at(
      walkText(`(module (memory 1) (func (param i32 i64) (result i32)
      (i32.xor (i32.rotl (local.get 0) (i32.const 7)) (i32.shl (local.get 0) (i32.const 3)))
      (drop (i64.rotr (i64.xor (local.get 1) (i64.const 5)) (i64.const 9)))
      (i32.store (i32.const 0) (i32.add (i32.load (i32.const 4)) (i32.mul (local.get 0) (local.get 0))))))`),
      0,
    );
    const counted = (sort: number): number => at(facts.counts, sort);
    expect(counted(CLASS.folding)).toBe(4);
    expect(counted(CLASS.shift)).toBe(1);
    // Add, multiply, load, store, drop is control.
    expect(counted(CLASS.work)).toBe(4);
    expect(counted(CLASS.idle)).toBe(5 + 6 + 2);
  });

  it('counts vector instructions as what they do', () => {
    const [facts] = walkText(`(module (memory 1) (func (param v128) (result v128)
      (v128.xor (i32x4.shl (local.get 0) (i32.const 7)) (v128.load offset=70000 (i32.const 0)))))`);
    // The xor; the shift; the load; two constants, the parameter and the end.
    expect([...(facts?.counts ?? [])]).toEqual([1, 4, 1, 1]);
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
    for (const facts of walkText(text)) expect(facts.unknownAt).toBeNull();
  });
});

describe('where it stops', () => {
  it('stops at an unknown opcode without an error and says where', () => {
    expect(walk(0x01, 0xf0, 0xff, 0xff).unknownAt).toBe(2);
    expect(walk(0xfd, 0xff, 0x03, 0x0b).unknownAt).toBe(1);
    expect(walk(0xfb, 0x80, 0x80, 0x04, 0x0b).unknownAt).toBe(1);
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
    const bytes = Uint8Array.from([0, 0x41, 0x80, 0x80, 0x00, 0x0b]);
    expect(() => walkBody(bytes, 0, 4, 0, newBodyFacts(), { word() {} })).toThrow(
      'unexpected end (at offset 0x4)',
    );
  });

  it('follows nesting of any depth', () => {
    const deep = 10_000;
    const facts = walk(
      ...Array<number[]>(deep).fill([0x03, 0x40]).flat(),
      ...Array<number>(deep + 1).fill(0x0b),
    );
    expect(facts.unknownAt).toBeNull();
  });
});
