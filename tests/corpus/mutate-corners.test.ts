// Corners of single passes, on small modules written for them: start functions, passive segments, segments that overlap,
// branches out of regions, loops that leave in every way, vectors, calls between donors.
import { describe, expect, it } from 'vitest';
import wabtInit from 'wabt';
import { parseModule } from './mutate/module.ts';
import { mutate } from './mutate/mutate.ts';
import { NotApplicable } from './mutate/pass.ts';
import { OWN_PASSES, type PassName } from './mutate/passes.ts';
import { Random } from './mutate/random.ts';

const wabt = await wabtInit();

function binary(text: string): Uint8Array {
  const features = { bulk_memory: true, simd: true, multi_value: true, tail_call: true };
  return wabt.parseWat('test.wat', text, features).toBinary({}).buffer;
}

type Run = (...values: number[]) => number;

function exported(bytes: Uint8Array, name = 'run'): Run {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)));
  return exports[name] as Run;
}

const text = 'the quick brown fox jumps over the lazy dog and lies down in the shade of a tree';
const sumOf = (from: number, count: number): number =>
  [...new TextEncoder().encode(text).slice(from, from + count)].reduce(
    (sum, byte) => sum + byte,
    0,
  );

/** Adds up `count` bytes from an address on. */
const SUM = `(func $sum (param $at i32) (param $count i32) (result i32) (local $sum i32)
  (block $out (loop $more
    (br_if $out (i32.eqz (local.get $count)))
    (local.set $sum (i32.add (local.get $sum) (i32.load8_u (local.get $at))))
    (local.set $at (i32.add (local.get $at) (i32.const 1)))
    (local.set $count (i32.sub (local.get $count) (i32.const 1)))
    (br $more)))
  (local.get $sum))`;

describe('table encryption', () => {
  it('decodes before the start function that was there', () => {
    const original = binary(`(module (memory 1) (global $seen (mut i32) (i32.const 0)) ${SUM}
      (func $begin (global.set $seen (call $sum (i32.const 64) (i32.const ${text.length}))))
      (start $begin) (data (i32.const 64) "${text}")
      (func (export "run") (result i32) (global.get $seen)))`);
    const variant = mutate(original, { passes: ['table-encryption'], seed: 4 });
    expect(Buffer.from(variant).includes(text)).toBe(false);
    expect(exported(variant)()).toBe(sumOf(0, text.length));
  });

  it('decodes parts of a passive segment where they are copied', () => {
    const original = binary(`(module (memory 1) ${SUM} (data $text "${text}")
      (func (export "run") (param i32 i32) (result i32)
        (memory.init $text (i32.const 100) (local.get 0) (local.get 1))
        (call $sum (i32.const 100) (local.get 1))))`);
    const variant = mutate(original, { passes: ['table-encryption'], seed: 4 });
    expect(Buffer.from(variant).includes('fox')).toBe(false);
    for (const [from, count] of [
      [0, 43],
      [10, 9],
      [42, 1],
      [5, 0],
    ] as const) {
      expect(exported(variant)(from, count)).toBe(sumOf(from, count));
    }
  });

  it('leaves segments alone that overlap or whose place only the host knows', () => {
    const overlapping = `(data (i32.const 0) "${text}") (data (i32.const 20) "${text}")`;
    const hosted = `(data (global.get $base) "${text}") (data (i32.const 20) "${text}")`;
    for (const data of [overlapping, hosted]) {
      const original = binary(
        `(module (import "env" "base" (global $base i32)) (memory 1) ${data})`,
      );
      for (const pass of ['table-encryption', 'data-in-code'] as const) {
        expect(() => mutate(original, { passes: [pass], seed: 4 })).toThrow(NotApplicable);
      }
    }
  });

  it('follows a single segment to a place that only the host knows', () => {
    const original = binary(`(module (import "env" "base" (global $base i32)) (memory 1) ${SUM}
      (data (global.get $base) "${text}")
      (func (export "run") (result i32) (call $sum (global.get $base) (i32.const ${text.length}))))`);
    for (const pass of ['table-encryption', 'data-in-code'] as const) {
      const variant = mutate(original, { passes: [pass], seed: 4 });
      expect(Buffer.from(variant).includes('quick')).toBe(false);
      const module = new WebAssembly.Module(new Uint8Array(variant));
      const { exports } = new WebAssembly.Instance(module, { env: { base: 300 } });
      expect((exports['run'] as Run)()).toBe(sumOf(0, text.length));
    }
  });
});

/** Every way out of a loop: its end, again, out of a block around it, out of the function, through a table. */
const LOOPS = binary(`(module (memory 1) (global $calls (mut i32) (i32.const 0))
  (func $odd (param i32) (result i32) (i32.and (local.get 0) (i32.const 1)))
  (func $half (param i32) (result i32)
    (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
    (i32.shr_u (local.get 0) (i32.const 1)))
  (func $tail (param i32) (result i32) (return_call $half (local.get 0)))
  (func $collatz (param $n i32) (param $limit i32) (result i32) (local $steps i32) (local $wide i64)
    (block $stop
      (loop $again
        (br_if $stop (i32.ge_u (local.get $steps) (local.get $limit)))
        (if (i32.eq (local.get $n) (i32.const 1)) (then (return (local.get $steps))))
        (if (call $odd (local.get $n))
          (then (local.set $n (i32.add (i32.mul (local.get $n) (i32.const 3)) (i32.const 1))))
          (else (local.set $n (call $tail (local.get $n)))))
        (local.set $steps (i32.add (local.get $steps) (i32.const 1)))
        (local.set $wide (i64.rotl (i64.extend_i32_u (local.get $n)) (i64.const 7)))
        (i64.store (i32.const 8) (i64.xor (local.get $wide) (i64.load (i32.const 8))))
        (block $a (block $b (block $c
          (br_table $a $b $c $again (i32.and (local.get $n) (i32.const 3))))
          (i32.store (i32.const 0) (i32.const 0x12345678))
          (br $again))
          (i32.store (i32.const 4) (local.get $n)))
        (nop)
        (br $again)))
    (i32.xor (i32.load (i32.const 0)) (i32.wrap_i64 (i64.load (i32.const 8)))))
  (func (export "run") (param i32 i32) (result i32)
    (i32.add (call $collatz (local.get 0) (local.get 1))
      (i32.add (i32.shl (global.get $calls) (i32.const 16)) (i32.load (i32.const 4))))))`);

describe('control flow', () => {
  const passes = (Object.keys(OWN_PASSES) as PassName[]).filter(
    (pass) =>
      !['memory-growth', 'names-stripped', 'table-encryption', 'data-in-code'].includes(pass),
  );
  const inputs = [
    [27, 1000],
    [27, 50],
    [1, 5],
    [6, 3],
  ] as const;

  /** Null when this seed finds nothing to change. */
  function variantOf(bytes: Uint8Array, pass: PassName, seed: number): Uint8Array | null {
    try {
      return mutate(bytes, { passes: [pass], seed });
    } catch (error) {
      if (error instanceof NotApplicable) return null;
      throw error;
    }
  }

  it.each(passes)('%s keeps every way out, with many seeds', (pass) => {
    // Few stretches of such short functions can become functions.
    const seeds = pass === 'function-splitting' ? 250 : 12;
    let applied = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const variant = variantOf(LOOPS, pass, seed);
      if (!variant) continue;
      applied++;
      for (const [n, limit] of inputs) {
        expect(exported(variant)(n, limit), `seed ${seed}`).toBe(exported(LOOPS)(n, limit));
      }
    }
    expect(applied).toBeGreaterThan(5);
  });

  it('nine of them after each other, in any order', () => {
    const random = new Random(1);
    for (let round = 0; round < 6; round++) {
      const order = random.shuffled(passes.filter((pass) => pass !== 'dilution')).slice(0, 9);
      let variant = LOOPS;
      for (const pass of order) variant = variantOf(variant, pass, round) ?? variant;
      for (const [n, limit] of inputs) {
        expect(exported(variant)(n, limit), order.join()).toBe(exported(LOOPS)(n, limit));
      }
    }
  });
});

describe('other corners', () => {
  it('vector constants are split', () => {
    const words = '0x6a09e667 0xbb67ae85 0x3c6ef372 0xa54ff53a';
    const original = binary(`(module (func (export "run") (result i32)
      (i32x4.extract_lane 2 (v128.const i32x4 ${words}))))`);
    const variant = mutate(original, { passes: ['constant-splitting'], seed: 4 });
    expect(Buffer.from(variant).includes(Buffer.from('67e6096a85ae67bb', 'hex'))).toBe(false);
    expect(exported(variant)()).toBe(0x3c6ef372);
  });

  it('memory that is grown at start is all there', () => {
    const original = binary(`(module (memory 9 20) (data (i32.const 70000) "x")
      (func (export "run") (result i32) (i32.add (memory.size) (i32.load8_u (i32.const 70000)))))`);
    const variant = mutate(original, { passes: ['memory-growth'], seed: 4 });
    expect(parseModule(variant).memories[0]).toMatchObject({ minPages: 2, maxPages: 20 });
    expect(exported(variant)()).toBe(9 + 120);
  });

  it('donors bring what they call, and stubs for what they import', () => {
    const donor = binary(`(module (import "env" "log" (func $log (param i32)))
      (memory 1) (global $g (mut i64) (i64.const 9)) (table 2 funcref) (elem (i32.const 0) $leaf $root)
      (type $t (func (param i32) (result i32)))
      (func $leaf (param i32) (result i32) (global.set $g (i64.const 1)) (i32.load (local.get 0)))
      (func $root (param i32) (result i32) (call $log (local.get 0))
        (i32.add (call $leaf (local.get 0)) (call_indirect (type $t) (i32.const 1) (local.get 0)))))`);
    const target = binary('(module (memory 1) (func (export "run") (result i32) (i32.const 5)))');
    const variant = mutate(target, { passes: ['dilution'], seed: 4, donors: [donor] });
    expect(exported(variant)()).toBe(5);
    // run, leaf, root and the stubs of log and of the indirect call
    expect(parseModule(variant).bodies.length).toBe(5);
    const bare = binary('(module (func (export "run") (result i32) (i32.const 5)))');
    const withoutMemory = mutate(bare, { passes: ['dilution'], seed: 4, donors: [donor] });
    expect(exported(withoutMemory)()).toBe(5);
  });
});
