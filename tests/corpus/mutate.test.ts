// The mutator: what it makes computes the same, is valid, is the same every time, and is changed in the way that the name
// of the pass says. Digests come from published vectors or from other implementations (mutate/known-answers.ts).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeModule } from '../../core/engine.ts';
import { sha256Rounds } from '../../core/hash/sha256-constants.ts';
import { at } from '../at.ts';
import { corpusModules } from '../corpus-modules.ts';
import { OP, type Instr } from './mutate/instructions.ts';
import { knownAnswers } from './mutate/known-answers.ts';
import { parseModule, type WasmModule } from './mutate/module.ts';
import { writeModule } from './mutate/module-writer.ts';
import { mutate } from './mutate/mutate.ts';
import { NotApplicable } from './mutate/pass.ts';
import { functionNames } from './mutate/passes/custom-sections.ts';
import {
  ALL_PASSES,
  HELD_BACK_PASSES,
  OWN_PASSES,
  TRAINING_PASSES,
  type PassName,
} from './mutate/passes.ts';
import { Random } from './mutate/random.ts';
import { heldBack, heldBackRecipe, trainingRecipe } from './mutate/recipes.ts';

const answers = await knownAnswers();
const [cryptonight] = answers.filter(({ name }) => name === 'cryptonight');
const small = answers.filter(({ name }) => name !== 'cryptonight');
const corpus = corpusModules();

function named(name: string): Uint8Array {
  const found = [...answers, ...corpus].find((module) => module.name === name);
  if (!found) throw new Error(`there is no module ${name}`);
  return found.bytes;
}

/** Null when the pass finds nothing to change. */
function variantOf(bytes: Uint8Array, passes: readonly PassName[], seed = 7): Uint8Array | null {
  try {
    return mutate(bytes, { passes, seed });
  } catch (error) {
    if (error instanceof NotApplicable) return null;
    throw error;
  }
}

function changed(name: string, ...passes: PassName[]): WasmModule {
  return parseModule(mutate(named(name), { passes, seed: 7 }));
}

const allCode = ({ bodies }: WasmModule): Instr[] => bodies.flatMap(({ code }) => code);

function count(module: WasmModule, ...ops: number[]): number {
  return allCode(module).filter(({ op }) => ops.includes(op)).length;
}

describe('reading and writing', () => {
  it.each(corpus.filter(({ bytes, name }) => bytes.length < 600_000 && !name.includes('nimiq')))(
    '$name comes back byte for byte',
    ({ bytes }) => {
      expect(Buffer.compare(writeModule(parseModule(bytes)), bytes)).toBe(0);
    },
  );

  it('numbers that were padded become short, and stay as they are from then on', () => {
    const original = named('@nimiq/core-web');
    const short = writeModule(parseModule(original));
    expect(short.length).toBeLessThan(original.length);
    expect(Buffer.compare(writeModule(parseModule(short)), short)).toBe(0);
  });

  it('says what it does not understand', () => {
    expect(() => parseModule(Uint8Array.of(1, 2, 3))).toThrow('not a wasm module');
    const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
    const withGc = Uint8Array.of(...header, 1, 3, 1, 0x5f, 0);
    expect(() => parseModule(withGc)).toThrow('garbage collection');
    expect(() => parseModule(Uint8Array.of(...header, 1, 9))).toThrow('unexpected end');
    expect(() => mutate(named('sha256'), { passes: [], seed: 1 })).toThrow('at least one pass');
    const unknown = 'toString' as PassName;
    expect(() => mutate(named('sha256'), { passes: [unknown], seed: 1 })).toThrow(
      'no pass "toString"',
    );
  });
});

describe('every pass keeps what is computed', () => {
  it.each(ALL_PASSES)('%s', async (pass) => {
    let applied = 0;
    // Binaryen tests its own passes; here two modules show that they are driven well.
    const tried = Object.hasOwn(OWN_PASSES, pass)
      ? small
      : small.filter(({ name }) => name === 'sha256' || name === 'sha3-256');
    for (const { bytes, run, expected } of tried) {
      // Modules of hash-wasm have no custom sections: stripping needs some first.
      const passes: PassName[] = pass === 'names-stripped' ? ['custom-padding', pass] : [pass];
      const variant = variantOf(bytes, passes);
      if (!variant) continue;
      applied++;
      expect(await run(variant)).toBe(expected);
    }
    expect(applied).toBeGreaterThan(0);
  });

  const own = Object.keys(OWN_PASSES) as PassName[];
  it.each([...own, 'flatten', 'monomorphize-always'] as const)(
    '%s on CryptoNight',
    async (pass) => {
      if (!cryptonight) throw new Error('turtlecoin-crypto is missing');
      const variant = variantOf(cryptonight.bytes, [pass], 3);
      if (variant) expect(await cryptonight.run(variant)).toBe(cryptonight.expected);
      else expect(['memory-growth', 'names-stripped']).toContain(pass);
    },
  );

  it('recipes of several passes do, with any seed', async () => {
    const recipe = fc.record({
      seed: fc.nat(),
      isHeldBack: fc.boolean(),
      which: fc.nat({ max: small.length - 1 }),
    });
    await fc.assert(
      fc.asyncProperty(recipe, async ({ seed, isHeldBack, which }) => {
        const { bytes, run, expected } = at(small, which);
        const draw = isHeldBack ? heldBackRecipe : trainingRecipe;
        const { passes, seed: own } = draw(new Random(seed), { sizeBytes: bytes.length });
        const variant = variantOf(bytes, passes, own);
        if (variant) expect(await run(variant)).toBe(expected);
      }),
      { numRuns: 25, seed: 1 },
    );
  });
});

describe('the same order gives the same variant', () => {
  it.each(['constant-splitting', 'dilution', 'table-encryption', 'asyncify', 'O3'] as const)(
    '%s',
    (pass) => {
      const make = (seed: number): Uint8Array =>
        mutate(named('sha3-256'), { passes: [pass], seed });
      expect(Buffer.compare(make(5), make(5))).toBe(0);
    },
  );

  it('another seed gives another', () => {
    const own = (Object.keys(OWN_PASSES) as PassName[]).filter(
      (pass) => !['names-stripped', 'memory-growth', 'function-merging'].includes(pass),
    );
    for (const pass of own) {
      const [one, two] = [1, 2].map((seed) =>
        mutate(named('argon2-browser'), { passes: [pass], seed }),
      );
      expect(one && two && Buffer.compare(one, two), pass).not.toBe(0);
    }
  });
});

describe('variants are valid', () => {
  const names = [
    'source-map',
    '@nimiq/core-web',
    'friendly-pow',
    'nanocurrency',
    'argon2-browser simd',
  ];
  it.each(names)('of %s, with any recipe', (name) => {
    const bytes = named(name);
    fc.assert(
      fc.property(fc.nat(), fc.boolean(), (seed, isHeldBack) => {
        const draw = isHeldBack ? heldBackRecipe : trainingRecipe;
        const { passes, seed: own } = draw(new Random(seed, name), { sizeBytes: bytes.length });
        const variant = variantOf(bytes, passes, own);
        if (variant)
          expect(WebAssembly.validate(new Uint8Array(variant)), passes.join()).toBe(true);
      }),
      { numRuns: 6, seed: 3 },
    );
  });
});

describe('a pass does what its name says', () => {
  const rounds = new Set(sha256Rounds().map((word) => word | 0));
  const roundsIn = (module: WasmModule): number =>
    allCode(module).filter(({ op, a }) => op === OP.i32Const && rounds.has(a)).length;
  const jh = Buffer.from('72d5dea2df15f8677b84150ab7231557', 'hex');
  const groestlOrAes = Buffer.from('c66363a5f87c7c84', 'hex');

  it('constant splitting leaves no round constant in the code', () => {
    const name = 'sha256';
    expect(roundsIn(parseModule(named(name)))).toBeGreaterThan(40);
    expect(roundsIn(changed(name, 'constant-splitting'))).toBe(0);
  });

  it('table encryption leaves no table in the module', () => {
    const before = Buffer.from(named('cryptonight'));
    const after = Buffer.from(mutate(before, { passes: ['table-encryption'], seed: 7 }));
    expect(before.includes(jh) || before.includes(groestlOrAes)).toBe(true);
    expect(after.includes(jh) || after.includes(groestlOrAes)).toBe(false);
  });

  it('data in code empties the segments', () => {
    const filled = ({ data }: WasmModule): number =>
      data.reduce((sum, { bytes }) => sum + bytes.length, 0);
    expect(filled(changed('sha3-256', 'data-in-code'))).toBe(0);
    expect(filled(parseModule(named('sha3-256')))).toBeGreaterThan(100);
  });

  it.each(['custom-padding', 'names-scrambled'] as const)(
    '%s changes nothing for the judge',
    (pass) => {
      const before = named('nanocurrency');
      const after = mutate(before, { passes: [pass], seed: 7 });
      expect(after.length).toBeGreaterThan(before.length);
      const features = (bytes: Uint8Array): object => {
        const { sizeBytes, ...rest } = judgeModule(bytes, []).features;
        expect(sizeBytes).toBe(bytes.length);
        return rest;
      };
      expect(features(after)).toEqual(features(before));
    },
  );

  it('names are stripped or lie', () => {
    expect(functionNames(changed('sha256', 'names-scrambled').customs).length).toBe(
      parseModule(named('sha256')).bodies.length,
    );
    expect(changed('sha256', 'names-scrambled', 'names-stripped').customs).toEqual([]);
  });

  it('substitution removes most of the mixing operations', () => {
    const ops = [OP.i32Xor, OP.i32Rotl, OP.i32Rotr];
    const before = count(parseModule(named('sha256')), OP.i32Rotl, OP.i32Rotr);
    expect(count(changed('sha256', 'instruction-substitution'), ...ops.slice(1))).toBeLessThan(
      before / 2,
    );
  });

  it('helpers take the operations out of the hot function', () => {
    const most = ({ bodies }: WasmModule): number =>
      Math.max(...bodies.map(({ code }) => code.filter(({ op }) => op === OP.i32Xor).length));
    expect(most(changed('sha256', 'operation-helpers'))).toBeLessThan(
      most(parseModule(named('sha256'))) / 2,
    );
  });

  it('64-bit integers disappear', () => {
    const wide = [OP.i64Const, OP.i64Add, OP.i64Xor, OP.i64Load, OP.i64Rotl, OP.i64Rotr];
    expect(count(parseModule(named('sha512')), ...wide)).toBeGreaterThan(1000);
    expect(count(changed('sha512', 'i64-lowering'), ...wide)).toBe(0);
  });

  it('calls become indirect', () => {
    const before = parseModule(named('cryptonight'));
    const after = changed('cryptonight', 'indirect-calls');
    expect(count(after, OP.call)).toBeLessThan(count(before, OP.call) / 2);
    expect(count(after, OP.callIndirect)).toBeGreaterThan(count(before, OP.callIndirect));
    expect(after.tables.length).toBe(before.tables.length + 1);
  });

  it('junk has the flavour that was asked for', () => {
    expect(count(parseModule(named('sha256')), OP.f64Mul)).toBe(0);
    expect(count(changed('sha256', 'dead-code-float'), OP.f64Mul)).toBeGreaterThan(10);
    const before = count(parseModule(named('source-map')), OP.i32Rotl, OP.i32Rotr, OP.i64Rotl);
    const after = count(
      changed('source-map', 'dead-code-hash'),
      OP.i32Rotl,
      OP.i32Rotr,
      OP.i64Rotl,
    );
    expect(after).toBeGreaterThan(before + 100);
  });

  it('functions are added, split, merged and moved', () => {
    const before = parseModule(named('sha256'));
    const { length } = before.bodies;
    expect(changed('sha256', 'dead-functions').bodies.length).toBeGreaterThanOrEqual(length + 4);
    expect(changed('sha256', 'function-splitting').bodies.length).toBeGreaterThan(length);
    const merged = changed('sha256', 'function-merging');
    expect(merged.bodies.length).toBeGreaterThan(length);
    const sizes = ({ bodies }: WasmModule): number[] => bodies.map(({ code }) => code.length);
    const moved = sizes(changed('sha256', 'function-order'));
    expect(moved).not.toEqual(sizes(before));
    expect(moved.sort()).toEqual(sizes(before).sort());
  });

  it('dilution at least doubles the code', () => {
    const before = parseModule(named('sha256'));
    const after = changed('sha256', 'dilution');
    expect(allCode(after).length).toBeGreaterThan(2 * allCode(before).length);
    expect(() => mutate(named('sha256'), { passes: ['dilution'], seed: 1, donors: [] })).toThrow(
      NotApplicable,
    );
  });

  it('control flow gets switches, conditions, blocks and second rounds', () => {
    const before = parseModule(named('argon2d'));
    const more = (pass: PassName, ...ops: number[]): void =>
      expect(count(changed('argon2d', pass), ...ops), pass).toBeGreaterThan(count(before, ...ops));
    more('control-flow-flattening', OP.brTable);
    more('opaque-predicates', OP.if);
    more('block-wrapping', OP.nop);
    more('loop-unrolling', OP.i64Xor, OP.i32Add);
  });

  it('locals change their order', () => {
    const types = ({ bodies }: WasmModule): number[][] => bodies.map(({ locals }) => locals);
    const before = types(parseModule(named('blake2b512')));
    const after = types(changed('blake2b512', 'local-shuffle'));
    expect(after).not.toEqual(before);
    expect(after.map((locals) => [...locals].sort())).toEqual(
      before.map((locals) => [...locals].sort()),
    );
  });

  it('memory is asked for at start', () => {
    const pages = ({ memories }: WasmModule): number => at(memories, 0).minPages;
    expect(pages(changed('argon2d', 'memory-growth'))).toBeLessThan(
      pages(parseModule(named('argon2d'))),
    );
  });
});

describe('what is kept back', () => {
  it('training and evaluation share no pass', () => {
    expect([...TRAINING_PASSES, ...HELD_BACK_PASSES].sort()).toEqual([...ALL_PASSES]);
    expect(HELD_BACK_PASSES.length).toBeGreaterThanOrEqual(6);
  });

  it('a row tells which it is for', () => {
    for (let seed = 0; seed < 300; seed++) {
      const subject = { sizeBytes: seed * 5_000 };
      expect(heldBack(trainingRecipe(new Random(seed), subject))).toBe(false);
      expect(heldBack(heldBackRecipe(new Random(seed), subject))).toBe(true);
    }
    expect(heldBack({ passes: [], seed: null })).toBe(false);
  });
});
