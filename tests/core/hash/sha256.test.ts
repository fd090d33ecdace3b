// Our SHA-256 against the vectors of NIST and against the platform's, over lengths and cuts; and its constants
// against exact integer roots.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256Rounds, sha256Start } from '../../../core/hash/sha256-constants.ts';
import { Sha256 } from '../../../core/hash/sha256.ts';
import { cryptonightModule } from '../../corpus-modules.ts';
import { rootFraction } from '../integer-roots.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const hexOf = (bytes: Uint8Array): string => new Sha256().update(bytes).hex();
const expectedHex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('vectors of NIST', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    [
      'abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu',
      'cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1',
    ],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('%.20s', (text, hex) => {
    expect(hexOf(utf8(text))).toBe(hex);
  });
});

describe('beside the hash of the platform', () => {
  it('says the same of every length around the ends of a block', () => {
    for (let length = 0; length <= 260; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 7 + length) & 0xff);
      expect(hexOf(bytes), `${length} bytes`).toBe(expectedHex(bytes));
    }
  });

  it('says the same of a real module', () => {
    const { bytes } = cryptonightModule();
    expect(hexOf(bytes)).toBe(expectedHex(bytes));
  });

  it('does not depend on how the bytes are cut', () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 12 });
    fc.assert(
      fc.property(pieces, (parts) => {
        const hash = new Sha256();
        for (const part of parts) hash.update(part);
        expect(hash.hex()).toBe(expectedHex(Buffer.concat(parts)));
      }),
      { numRuns: 500 },
    );
  });

  it('reads only the window of a view, and nothing after the call', () => {
    const bytes = Uint8Array.from({ length: 300 }, (_, i) => i & 0xff);
    const expected = expectedHex(bytes.subarray(10, 210));
    const hash = new Sha256().update(bytes.subarray(10, 110)).update(bytes.subarray(110, 210));
    bytes.fill(0);
    expect(hash.hex()).toBe(expected);
  });
});

describe('constants', () => {
  const primes = Array.from({ length: 312 }, (_, n) => n).filter(
    (n) => n > 1 && !Array.from({ length: n }, (_, d) => d).some((d) => d > 1 && n % d === 0),
  );

  it('are the exact fractions of the roots of primes', () => {
    const exact = (power: bigint) => (prime: number) =>
      Number(rootFraction(BigInt(prime), power, 32n));
    expect(primes).toHaveLength(64);
    expect(sha256Rounds()).toEqual(primes.map(exact(3n)));
    expect(sha256Start()).toEqual(primes.slice(0, 8).map(exact(2n)));
  });
});
