// Shares of instructions are counted exactly, over all functions, without data, names or what follows a fault.
import { describe, expect, it } from 'vitest';
import wabtInit from 'wabt';
import { opcodeShares } from '../../cli/opcode-shares.ts';

async function binary(text: string): Promise<Uint8Array> {
  return (await wabtInit()).parseWat('test.wat', text, { simd: true }).toBinary({}).buffer;
}

describe('shares of instructions', () => {
  it('are counted over all functions', async () => {
    const shares = opcodeShares(
      await binary(`(module (memory 1)
        (func (param i32) (result i32) (local i64)
          (i32.xor (i32.rotl (local.get 0) (i32.const 7)) (i32.load offset=300 (local.get 0))))
        (func (param v128) (v128.store (i32.const 0) (v128.xor (local.get 0) (local.get 0)))))`),
    );
    // get, const, rotl, get, load, xor, end; const, get, get, xor, store, end: 13.
    const percent = (count: number): number => Math.round((count / 13) * 10_000) / 100;
    expect(shares).toMatchObject({
      xorPercent: percent(2),
      rotatePercent: percent(1),
      loadPercent: percent(1),
      storePercent: percent(1),
      localPercent: percent(4),
      constantPercent: percent(2),
      controlPercent: percent(2),
      vectorPercent: 0,
      callPercent: 0,
    });
  });

  it('do not stumble over references in types, and end at an opcode that is not known', () => {
    const body = (...code: number[]): Uint8Array =>
      Uint8Array.of(
        ...[0, 97, 115, 109, 1, 0, 0, 0, 10, code.length + 4, 1, code.length + 2],
        ...[0, ...code, 0x0b],
      );
    // block (result (ref 5)); local.get 300; end; end
    expect(opcodeShares(body(0x02, 0x64, 0x05, 0x20, 0xac, 0x02, 0x0b))).toMatchObject({
      controlPercent: 75,
      localPercent: 25,
    });
    // nop, an unassigned opcode, xor
    expect(opcodeShares(body(0x01, 0xf0, 0x73))).toMatchObject({
      controlPercent: 100,
      xorPercent: 0,
    });
  });

  it('are 0 without code, and those of what came before a fault', async () => {
    const empty = opcodeShares(await binary('(module)'));
    expect(Object.values(empty).every((share) => share === 0)).toBe(true);
    const text = '(module (func nop nop nop) (func (drop (f64.add (f64.const 1) (f64.const 2)))))';
    const cut = (await binary(text)).slice(0, -9);
    expect(opcodeShares(cut)).toMatchObject({ controlPercent: 100, floatPercent: 0 });
    expect(Object.keys(opcodeShares(Uint8Array.of(1, 2, 3)))).toEqual(Object.keys(empty));
  });
});
