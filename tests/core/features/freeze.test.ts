// A frozen row is the same characters every time, comes back as it was, and is refused in words when it is not right.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultTier,
  frozenLine,
  measurementOf,
  originFault,
  readFrozenLine,
  type FrozenModule,
  type Origin,
} from '../../../core/features/freeze.ts';

const original = '0'.repeat(63) + 'f';
const miner: Origin = {
  label: 'miner',
  tier: 'wild',
  family: 'cryptonight',
  repository: 'owner/name',
  licence: 'none',
  variantOf: null,
  passes: [],
  seed: null,
};
const row: FrozenModule = {
  ...miner,
  sha256: 'a'.repeat(64),
  sizeBytes: 1000,
  codeSha256: '',
  features: { kernelSharePercent: 12.5, codeBytes: 700 },
  constants: ['skein', 'jh'],
  mixers: [],
  ratios: { xorPercent: 4.25 },
};

describe('a row', () => {
  it('comes back as it was, with names in order', () => {
    const back = readFrozenLine(frozenLine(row));
    expect(back).toEqual({ ...row, constants: ['jh', 'skein'] });
    expect(Object.keys(back.features)).toEqual(['codeBytes', 'kernelSharePercent']);
    expect(frozenLine(back)).toBe(frozenLine(row));
  });

  it('gives the same characters whatever the order of its keys, and one line', () => {
    const names = fc.constantFrom('a', 'bytesPerLoop', 'line\nend', 'é');
    const numbers = fc.dictionary(names, fc.double({ noNaN: true, noDefaultInfinity: true }), {
      minKeys: 1,
    });
    fc.assert(
      fc.property(numbers, fc.uniqueArray(names), (features, constants) => {
        const turned = Object.fromEntries(Object.entries(features).reverse());
        const line = frozenLine({ ...row, features, constants });
        const other = { ...row, features: turned, constants: [...constants].reverse() };
        expect(line).not.toContain('\n');
        expect(frozenLine(other)).toBe(line);
        expect(frozenLine(readFrozenLine(line))).toBe(line);
      }),
      { numRuns: 100 },
    );
  });

  it.each<[Partial<Record<keyof FrozenModule, unknown>>, RegExp]>([
    [{ sha256: 'A'.repeat(64) }, /"sha256" must be 64 lower-case hex/],
    [{ sizeBytes: 1.5 }, /"sizeBytes"/],
    [{ codeSha256: 'abc' }, /"codeSha256"/],
    [{ features: {} }, /"features"/],
    [{ features: { codeBytes: null } }, /"features"/],
    [{ ratios: undefined }, /"ratios"/],
    [{ constants: [''] }, /"constants"/],
    [{ mixers: 'blake2b' }, /"mixers"/],
    [{ label: 'virus' }, /"label" must be one of miner, dual-use, benign/],
  ])('with %j is refused', (fields, message) => {
    expect(() => readFrozenLine(JSON.stringify({ ...row, ...fields }))).toThrow(message);
  });

  it('that is no JSON, or no object, is refused', () => {
    expect(() => readFrozenLine('{')).toThrow('it is no JSON');
    expect(() => readFrozenLine('null')).toThrow('it is no object');
  });
});

describe('an origin', () => {
  it.each<Partial<Origin>>([
    {},
    { tier: 'obfuscated', variantOf: original, passes: ['dead-code', 'order'], seed: -3 },
    { label: 'benign', tier: 'benign', family: '' },
    { label: 'benign', tier: 'control', family: '', variantOf: original },
    { label: 'dual-use', tier: 'dual-use', repository: 'npm:@scope/some.name@1.2.3-rc.4+5' },
  ])('%j is taken', (fields) => {
    expect(originFault({ ...miner, ...fields })).toBeNull();
  });

  it.each<[Partial<Record<keyof Origin, unknown>>, RegExp]>([
    [{ tier: 'tame' }, /"tier" must be one of/],
    [{ tier: 'control' }, /the tier "control" does not go with the label "miner"/],
    [{ label: 'benign', tier: 'wild', family: '' }, /does not go with the label "benign"/],
    [{ label: 'benign', tier: 'benign' }, /"family" .* benign modules only/],
    [{ family: '' }, /"family" must name the family/],
    [{ family: undefined }, /"family"/],
    [{ repository: 'npm:name' }, /"repository" must be owner\/name or npm:package@version/],
    [{ repository: 'https://example.org/owner/name' }, /"repository"/],
    [{ licence: '' }, /"licence" must be its name, or "none"/],
    [{ variantOf: 'f00' }, /"variantOf" must be the sha256/],
    [{ passes: ['order'] }, /"passes" .* empty without "variantOf"/],
    [{ variantOf: original, passes: [1] }, /"passes"/],
    [{ seed: 0.5 }, /"seed" must be an integer or null/],
  ])('%j is refused', (fields, message) => {
    expect(originFault({ ...miner, ...fields })).toMatch(message);
  });

  it('has a tier by its label and by whether it is a variant', () => {
    expect(defaultTier('miner', false)).toBe('open-source');
    expect(defaultTier('miner', true)).toBe('obfuscated');
    expect(defaultTier('dual-use', false)).toBe('dual-use');
    expect(defaultTier('benign', true)).toBe('control');
  });
});

describe('what was measured', () => {
  it('is split into numbers and lists, and a missing list is empty', () => {
    expect(measurementOf({ codeBytes: 3, constants: ['jh'] })).toEqual({
      features: { codeBytes: 3 },
      constants: ['jh'],
      mixers: [],
    });
  });

  it.each([[{ sizeBytes: NaN }], [{ names: ['a'] }], [{ flag: true }], [{ nothing: null }]])(
    'is never lost without a word: %j',
    (features) => {
      const [name] = Object.keys(features);
      expect(() => measurementOf(features)).toThrow(`The feature "${name ?? ''}" cannot be frozen`);
    },
  );
});
