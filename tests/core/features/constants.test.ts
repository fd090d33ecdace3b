// Every constant that is a literal in constants.ts is computed here from its definition by other means, and every
// set is found in code and in data at any alignment.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { at } from '../../at.ts';
import { constantSets, type ConstantSetSpec } from '../../../core/features/constants.ts';
import type { ConstantSet } from '../../../core/features/features.ts';
import { Walker } from '../../../core/wasm/walker.ts';
import { rootFraction } from '../integer-roots.ts';
import { signedLeb } from '../wasm/wasm-bytes.ts';

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

function rotl(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/** CubeHash specification (Bernstein, 2009), the ten steps of a round. */
function cubehashRound(x: number[]): void {
  for (const [turn, swapLow, swapHigh] of [
    [7, 8, 2],
    [11, 4, 1],
  ] as const) {
    for (let i = 0; i < 16; i++) x[16 + i] = (at(x, 16 + i) + at(x, i)) | 0;
    const turned = x.slice(0, 16).map((word) => rotl(word, turn));
    for (let i = 0; i < 16; i++) x[i] = at(turned, i ^ swapLow) ^ at(x, 16 + i);
    const high = x.slice(16);
    for (let i = 0; i < 16; i++) x[16 + i] = at(high, i ^ swapHigh);
  }
}

/** A of Shabal (Bresson and others, 2008) after the blocks of counters from which its start values come. */
function shabalStart(bits: number): number[] {
  const a = Array<number>(12).fill(0);
  let b = Array<number>(16).fill(0);
  let c = Array<number>(16).fill(0);
  for (const block of [0, 1]) {
    const m = Array.from({ length: 16 }, (_, i) => bits + 16 * block + i);
    b = b.map((word, i) => rotl((word + at(m, i)) | 0, 17));
    // The counter of blocks is -1, then 0.
    if (block === 0) for (const i of [0, 1]) a[i] = ~at(a, i);
    shabalPermutation(a, b, c, m);
    [b, c] = [c.map((word, i) => (word - at(m, i)) | 0), b];
  }
  return a.map((word) => word >>> 0);
}

function shabalPermutation(
  a: number[],
  b: number[],
  c: readonly number[],
  m: readonly number[],
): void {
  for (let step = 0; step < 48; step++) {
    const i = step % 16;
    const k = step % 12;
    const turned = Math.imul(rotl(at(a, (k + 11) % 12), 15), 5);
    const mixed = Math.imul(at(a, k) ^ turned ^ at(c, (24 - i) % 16), 3);
    const choice = at(b, (i + 9) % 16) & ~at(b, (i + 6) % 16);
    a[k] = mixed ^ at(b, (i + 13) % 16) ^ choice ^ at(m, i);
    b[i] = ~(rotl(at(b, i), 1) ^ at(a, k));
  }
  for (let j = 0; j < 36; j++) a[j % 12] = (at(a, j % 12) + at(c, (j + 3) % 16)) | 0;
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

  it('CubeHash: the start value of CubeHash16/32-512 is what 160 rounds make of its parameters', () => {
    const state = Array<number>(32).fill(0);
    state.splice(0, 3, 512 / 8, 32, 16);
    for (let round = 0; round < 160; round++) cubehashRound(state);
    expect(set('cubehash').words).toEqual(state.slice(0, 8).map((word) => word >>> 0));
  });

  it('Shabal: the start value of Shabal-512 is what two blocks of counters make of zeros', () => {
    expect(set('shabal').words).toEqual(shabalStart(512).slice(0, 8));
  });

  it('FNV: the 32-bit prime', () => {
    expect(set('fnv').words).toEqual([2 ** 24 + 2 ** 8 + 0x93]);
  });

  it('Zcash and yescrypt: the texts of their personalisation', () => {
    expect(set('zcash').words).toEqual(littleWords(Buffer.from('ZcashPoW')));
    expect(set('yescrypt').words).toEqual(littleWords(Buffer.from('Client Key').subarray(0, 8)));
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
  const walker = new Walker(sets, []);
  const present = (): string[] => {
    const { setsPresent } = walker.result();
    return sets.filter((_, i) => setsPresent[i]).map(({ name }) => name);
  };
  const inCode = (words: readonly number[]): string[] => {
    const code = words.flatMap((word) => [0x41, ...signedLeb(word | 0), 0x1a]);
    const body = Uint8Array.from([0, ...code, 0x0b]);
    walker.begin();
    walker.walk(body, 0, body.length, 0, 0);
    return present();
  };
  const inData = (words: readonly number[], offset: number, chunkBytes: number): string[] => {
    const bytes = new Uint8Array(offset + words.length * 4 + 3);
    const view = new DataView(bytes.buffer);
    for (const [i, word] of words.entries()) view.setUint32(offset + 4 * i, word, true);
    walker.begin();
    walker.beginSegment();
    for (let from = 0; from < bytes.length; from += chunkBytes)
      walker.search(bytes, from, Math.min(from + chunkBytes, bytes.length), 0, true);
    return present();
  };

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

  it('fit into the table of the walker, which has room for a quarter', () => {
    expect(new Set(sets.flatMap(({ words }) => words)).size).toBeLessThan(4096 / 2);
    expect(sets.length).toBeLessThanOrEqual(64);
  });

  it.each(sets)(
    '$name is found in code from the word on that it needs',
    ({ name, words, need }) => {
      const different = [...new Set(words)];
      const tooFew = different.slice(0, need - 1);
      expect(inCode([...tooFew, ...tooFew])).toEqual([]);
      expect(inCode(different.slice(0, need))).toEqual([name]);
      expect(inCode(different.slice(-need))).toEqual([name]);
      // The next module starts from nothing.
      expect(inCode(tooFew)).toEqual([]);
    },
  );

  it.each(sets)(
    '$name is found in data at any alignment and across stretches',
    ({ name, words }) => {
      for (const offset of [0, 1, 2, 3])
        for (const chunkBytes of [1, 5, 1000])
          expect(inData(words, offset, chunkBytes), `offset ${offset}`).toEqual([name]);
    },
  );

  it('do not form a word across two segments', () => {
    walker.begin();
    for (const word of set('randomx-keys').words) {
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setUint32(0, word, true);
      for (const from of [0, 2]) {
        walker.beginSegment();
        walker.search(bytes, from, from + 2, 0, true);
      }
    }
    expect(present()).toEqual([]);
  });

  it('are told apart over more modules than the walker counts', () => {
    const { words } = set('jh');
    for (let i = 0; i < 70_000; i++) walker.begin();
    expect(inCode(words.slice(0, 9))).toEqual([]);
    for (let i = 0; i < 65_535; i++) walker.begin();
    expect(inCode(words.slice(9, 18))).toEqual([]);
  });
});
