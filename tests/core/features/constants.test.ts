// Every constant that is a literal in constants.ts is computed here from its definition by other means, and every
// set is found in code and in data at any alignment.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ConstantSearch } from '../../../core/features/constant-search.ts';
import { at } from '../../at.ts';
import { constantSets, type ConstantSetSpec } from '../../../core/features/constants.ts';
import type { ConstantSet } from '../../../core/features/features.ts';
import { rootFraction } from '../integer-roots.ts';

const sets = constantSets();

function set(name: ConstantSet): ConstantSetSpec {
  const found = sets.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no set ${name}`);
  return found;
}

const PRIMES = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n, 43n, 47n, 53n];

function low(value: bigint): number {
  return Number(BigInt.asUintN(32, value));
}

function littleWords(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(4 * i, true));
}

/** JH round constants, bit-sliced, by the specification: nibbles through S0, L and P8 from the fraction of sqrt(2). */
function jhRow(round: number): string {
  const box = [9, 0, 4, 11, 13, 12, 3, 15, 1, 10, 2, 6, 7, 5, 8, 14];
  const hex = rootFraction(2n, 2n, 256n).toString(16).padStart(64, '0');
  let nibbles = Array.from(hex, (digit) => parseInt(digit, 16));
  // The bit-sliced form leaves the permutation undone and tracks where each of the 256 cells went instead.
  let place = Array.from({ length: 256 }, (_, i) => i);
  for (let r = 0; r < round; r++) {
    nibbles = jhRound6(nibbles.map((nibble) => at(box, nibble)));
    place = jhPlaces(place, r % 7);
  }
  const bits = nibbles.flatMap((nibble) =>
    [8, 4, 2, 1].map((bit) => ((nibble & bit) === 0 ? 0 : 1)),
  );
  const sliced = [0, 1].flatMap((odd) =>
    Array.from({ length: 128 }, (_, i) => at(bits, at(place, 2 * i + odd))),
  );
  return Array.from({ length: 64 }, (_, i) =>
    parseInt(sliced.slice(4 * i, 4 * i + 4).join(''), 2).toString(16),
  ).join('');
}

/** L on pairs, then the permutation P6 of 64 nibbles. */
function jhRound6(nibbles: number[]): number[] {
  const timesTwo = (a: number): number => ((a << 1) ^ (a >> 3) ^ ((a >> 2) & 2)) & 15;
  const mixed = [...nibbles];
  for (let i = 0; i < 64; i += 2) {
    mixed[i + 1] = at(mixed, i + 1) ^ timesTwo(at(mixed, i));
    mixed[i] = at(mixed, i) ^ timesTwo(at(mixed, i + 1));
  }
  for (let i = 0; i < 64; i += 4)
    [mixed[i + 2], mixed[i + 3]] = [at(mixed, i + 3), at(mixed, i + 2)];
  const halves = [...mixed.filter((_, i) => i % 2 === 0), ...mixed.filter((_, i) => i % 2 === 1)];
  for (let i = 32; i < 64; i += 2) [halves[i], halves[i + 1]] = [at(halves, i + 1), at(halves, i)];
  return halves;
}

/** In the bit-sliced form the odd cells swap over a distance of 2^step among themselves; P8 says which cell that is. */
function jhPlaces(place: number[], step: number): number[] {
  const permuted = Array.from({ length: 256 }, (_, i) => i);
  for (let i = 0; i < 256; i += 4)
    [permuted[i + 2], permuted[i + 3]] = [at(permuted, i + 3), at(permuted, i + 2)];
  const halves = [
    ...permuted.filter((_, i) => i % 2 === 0),
    ...permuted.filter((_, i) => i % 2 === 1),
  ];
  for (let i = 128; i < 256; i += 2)
    [halves[i], halves[i + 1]] = [at(halves, i + 1), at(halves, i)];
  const movedTo = Array.from({ length: 256 }, () => 0);
  for (const [to, from] of halves.entries()) movedTo[from] = to;
  // An odd slot takes over the content of the odd slot at that distance.
  const from = (slot: number): number => (slot % 2 === 0 ? slot : slot ^ (2 << step));
  return place.map((_, slot) => at(movedTo, at(place, from(slot))));
}

describe('literals and their definitions', () => {
  it('BLAKE2b: low halves of the roots of primes', () => {
    expect(set('blake2b').words).toEqual(
      PRIMES.slice(0, 8).map((prime) => low(rootFraction(prime, 2n, 64n))),
    );
  });

  it('SHA-512: low halves of the cube roots of primes', () => {
    expect(set('sha512-rounds').words).toEqual(
      PRIMES.slice(0, 8).map((prime) => low(rootFraction(prime, 3n, 64n))),
    );
  });

  it('RandomX: BLAKE2b of the texts in its specification', () => {
    const texts = ['RandomX AesGenerator1R keys', 'RandomX AesGenerator4R keys 0-3'];
    const keys = texts.flatMap((text) =>
      littleWords(createHash('blake2b512').update(text).digest()),
    );
    for (const word of set('randomx-keys').words) expect(keys, word.toString(16)).toContain(word);
  });

  it('JH: the first row is the bit-sliced fraction of the root of 2, and the others follow by its round function', () => {
    const words = set('jh')
      .words.slice(0, 16)
      .map((word) => word.toString(16).padStart(8, '0'));
    for (let row = 0; row < 2; row++)
      expect(words.slice(8 * row, 8 * row + 8).join('')).toBe(jhRow(row));
  });

  it('Keccak: bits of its shift register', () => {
    let register = 1;
    const constants: bigint[] = [];
    for (let round = 0; round < 24; round++) {
      let value = 0n;
      for (let j = 0; j < 7; j++) {
        if ((register & 1) === 1) value |= 1n << ((1n << BigInt(j)) - 1n);
        register = (register << 1) ^ (register & 0x80 ? 0x171 : 0);
      }
      constants.push(value);
    }
    const lows = constants.map(low);
    for (const word of set('keccak').words) expect(lows, word.toString(16)).toContain(word);
  });

  it('AES: the box and table of FIPS 197', () => {
    expect(set('aes-box').words[0]).toBe(0x7b777c63);
    expect(set('aes-table').words).toContain(0xa56363c6);
    expect(set('aes-table').words).toContain(0xc66363a5);
    expect(set('groestl').words).toContain(0xa5f432c6);
    expect(set('groestl').words).toContain(0xc6a597f4);
  });
});

describe('the sets', () => {
  it('share no word, so that a word speaks for one set', () => {
    const owners = new Map<number, string>();
    for (const { name, words } of sets) {
      for (const word of words) {
        expect(owners.get(word) ?? name, word.toString(16)).toBe(name);
        owners.set(word, name);
      }
    }
  });

  it('need no more words than they have', () => {
    for (const { name, words, need } of sets)
      expect(new Set(words).size, name).toBeGreaterThanOrEqual(need);
  });

  it.each(sets)('$name is found in code', ({ name, words, need }) => {
    const search = new ConstantSearch();
    const different = [...new Set(words)];
    for (const word of different.slice(0, need - 1)) search.word(word | 0);
    for (const word of different.slice(0, need - 1)) search.word(word | 0);
    expect(search.present()).not.toContain(name);
    search.word(at(different, need - 1) | 0);
    expect(search.present()).toEqual([name]);
  });

  it.each(sets)(
    '$name is found in data at any alignment and across stretches',
    ({ name, words }) => {
      for (const offset of [0, 1, 2, 3]) {
        const bytes = new Uint8Array(offset + words.length * 4 + 3);
        const view = new DataView(bytes.buffer);
        for (const [i, word] of words.entries()) view.setUint32(offset + 4 * i, word, true);
        const search = new ConstantSearch();
        search.beginData();
        for (let at = 0; at < bytes.length; at += 5)
          search.data(bytes, at, Math.min(at + 5, bytes.length));
        expect(search.present(), `offset ${offset}`).toEqual([name]);
      }
    },
  );

  it('do not form a word across two segments', () => {
    const search = new ConstantSearch();
    for (const word of set('randomx-keys').words) {
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setUint32(0, word, true);
      search.beginData();
      search.data(bytes, 0, 2);
      search.beginData();
      search.data(bytes, 2, 4);
    }
    expect(search.present()).toEqual([]);
  });
});
