// Constants become sums of two others, partly through a global: no word of a published table stands in the code any more.
// Against searches for round constants. Large constants are split always, small ones (shift distances too) at times.
import { f64, i32, i64, make, OP, VALUE, type Instr } from '../instructions.ts';
import { addGlobal, type WasmModule } from '../module.ts';
import { NotApplicable, ownBodies, replaceEach, type Pass } from '../pass.ts';
import type { Random } from '../random.ts';

/** Constants from here on mean something to a reader of tables. */
const LARGE = 0x10000;
const SMALL_SHARE = 0.06;

interface Keys {
  readonly narrow: readonly (readonly [index: number, value: number])[];
  readonly wide: readonly (readonly [index: number, value: bigint])[];
}

export const constantSplitting: Pass = (module, { random }) => {
  const keys = addKeys(module, random);
  let split = 0;
  for (const { body } of ownBodies(module)) {
    body.code = replaceEach(body.code, (instr) => {
      const parts = partsOf(instr, random, keys);
      if (parts) split++;
      return parts;
    });
  }
  if (split === 0) throw new NotApplicable('no constants to split');
};

/** Globals with random values; some never change by declaration, some could. */
function addKeys(module: WasmModule, random: Random): Keys {
  const mutable = [true, true, false];
  const narrow = mutable.map((may) => {
    const value = random.word();
    const init = [i32(value), make(OP.end)];
    return [addGlobal(module, { type: VALUE.i32, mutable: may, init }), value] as const;
  });
  const wide = mutable.map((may) => {
    const value = random.wide();
    const init = [i64(value), make(OP.end)];
    return [addGlobal(module, { type: VALUE.i64, mutable: may, init }), value] as const;
  });
  return { narrow, wide };
}

function partsOf(instr: Instr, random: Random, keys: Keys): Instr[] | null {
  if (instr.op === OP.i32Const) {
    const large = Math.abs(instr.a) >= LARGE;
    return large || random.chance(SMALL_SHARE) ? splitNarrow(instr.a, random, keys) : null;
  }
  if (instr.op === OP.i64Const && instr.wide !== undefined) {
    const large = instr.wide >= LARGE || instr.wide <= -LARGE;
    return large || random.chance(SMALL_SHARE) ? splitWide(instr.wide, random, keys) : null;
  }
  return instr.op === OP.v128Const && instr.payload ? splitVector(instr.payload, random) : null;
}

function splitNarrow(value: number, random: Random, keys: Keys): Instr[] {
  const [index, known] = random.pick(keys.narrow);
  const [part, partValue] = random.chance(0.4)
    ? [make(OP.globalGet, index), known]
    : ((secret) => [i32(secret), secret] as const)(random.word());
  return random.pick([
    [part, i32(value ^ partValue), make(OP.i32Xor)],
    [part, i32(value - partValue), make(OP.i32Add)],
    [part, i32(partValue - value), make(OP.i32Sub)],
  ]);
}

function splitWide(value: bigint, random: Random, keys: Keys): Instr[] {
  const [index, known] = random.pick(keys.wide);
  const secret = random.wide();
  const [part, partValue] = random.chance(0.4)
    ? [make(OP.globalGet, index), known]
    : [i64(secret), secret];
  return random.pick([
    [part, i64(value ^ partValue), make(OP.i64Xor)],
    [part, i64(value - partValue), make(OP.i64Add)],
    [part, i64(partValue - value), make(OP.i64Sub)],
  ]);
}

function splitVector(payload: Uint8Array, random: Random): Instr[] {
  const key = payload.map(() => random.below(256));
  const rest = payload.map((byte, index) => byte ^ (key[index] ?? 0));
  const constant = (bytes: Uint8Array): Instr => ({ ...f64(0), op: OP.v128Const, payload: bytes });
  return [constant(key), constant(rest), make(OP.v128Xor)];
}
