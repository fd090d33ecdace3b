// The published constants that hash functions cannot do without, as 32-bit words. What can be computed from its
// definition is computed; the literals are held against their definitions by tests/core/features/constants.test.ts.
// A set says which algorithm is present, never why: a wallet and a miner share all of them.
import { sha256Rounds } from '../hash/sha256-constants.ts';
import type { ConstantSet } from './features.ts';

/** One constant set: it counts as present when `need` different words of it were seen. */
export interface ConstantSetSpec {
  readonly name: ConstantSet;
  readonly need: number;
  readonly words: readonly number[];
}

/** Every 8th input of a 256-entry table: enough to recognise it, an eighth of the look-up table. */
const TABLE_STEP = 8;

/** JH: the first two of 42 rows of bit-sliced round constants, which grow from sqrt(2). JH specification, 2011. */
const JH =
  '72d5dea2df15f8677b84150ab723155781abd6904d5a87f64e9f4fc5c3d12b40' +
  'ea983ae05c45fa9c03c5d29966b2999a660296b4f2bb538ab556141a88dba231';
/** First halves of the Skein-512-256 and -512 chaining values, and the key parity. Skein specification 1.3, B. */
const SKEIN =
  'ccd044a12fdb3e13e83590301a79a9eb55aea0614f816e6f2a2767a4ae9b94db' +
  '4903adff749c51ce0d95de399746df038fd1934127c79bce9a255629ff352cb1' +
  '1bd11bdaa9fc1a22';
/** Low halves of the SHA-512 start value, which BLAKE2b shares (the high halves are SHA-256's). RFC 7693. */
const BLAKE2B_LOW = 'f3bcc90884caa73bfe94f82b5f1d36f1ade682d12b3e6c1ffb41bd6b137e2179';
/** Low halves of the first 8 SHA-512 round constants (the high halves are SHA-256's). FIPS 180-4. */
const SHA512_LOW = 'd728ae2223ef65cdec4d3b2f8189dbbcf348b538b605d019af194f9bda6d8118';
/** Low halves of the Keccak-f[1600] round constants that are large enough to be telling. FIPS 202. */
const KECCAK_LOW = '80008000800080818000800980008008' + '8000000a8000808b';
/** First halves of BLAKE2b of "RandomX AesGenerator1R keys" and "... 4R keys 0-3". RandomX specification, 3.2, 3.3. */
const RANDOMX =
  '6daca55362716609dbb5552bb4f449176d7caf07846a710d1725d3780da1dc4e' +
  '6421aaddd1833ddb2f546d2b99e5d23fb20e3450b6913f5506f79d53a5dfcde5';

/** Start values of the 512-bit versions, the first 8 words: the SHA-3 submissions of 2009 to 2011. */
const CUBEHASH = '2aea2a6150f494d42d538b8b4167d83e3fee2313c701cf8ccc39968e50ac5695';
const LUFFA = '6d251e6944b051e04eaa6fb4dbf784656e29201190152df4ee058139def610bb';
const SHAVITE = '72fccdd879ca4727128a077b40d55aecd1901a06430ae307b29f5cd1df07fbfc';
const SHABAL = '20728dfd46c0bd53e782b6995530463271b4ef900ea9e82cdbb930f1fad06b8b';

/** All sets. Words are unsigned; a caller that compares with `| 0` arithmetic converts them. */
export function constantSets(): ConstantSetSpec[] {
  const box = aesBox();
  return [
    { name: 'aes-table', need: 20, words: columnWords(box, [2, 1, 1, 3]) },
    { name: 'aes-box', need: 40, words: boxWords(box) },
    { name: 'groestl', need: 24, words: columnWords(box, [2, 7, 5, 3, 5, 4, 3, 2]) },
    { name: 'jh', need: 10, words: bothOrders(words(JH)) },
    { name: 'skein', need: 4, words: words(SKEIN) },
    { name: 'keccak', need: 5, words: words(KECCAK_LOW) },
    { name: 'blake2b', need: 6, words: words(BLAKE2B_LOW) },
    { name: 'sha256-rounds', need: 32, words: sha256Rounds() },
    { name: 'sha512-rounds', need: 6, words: words(SHA512_LOW) },
    { name: 'randomx-keys', need: 8, words: words(RANDOMX) },
    { name: 'fnv', need: 1, words: [0x01000193] },
    { name: 'zcash', need: 2, words: asciiWords('ZcashPoW') },
    { name: 'yescrypt', need: 2, words: asciiWords('Client K') },
    { name: 'cubehash', need: 5, words: words(CUBEHASH) },
    { name: 'luffa', need: 5, words: words(LUFFA) },
    { name: 'shavite', need: 5, words: words(SHAVITE) },
    { name: 'shabal', need: 5, words: words(SHABAL) },
  ];
}

function words(hex: string): number[] {
  const found: number[] = [];
  for (let i = 0; i < hex.length; i += 8) found.push(parseInt(hex.slice(i, i + 8), 16));
  return found;
}

/** As numbers and as a byte stream: published as bytes, compiled as little-endian words. */
function bothOrders(values: readonly number[]): number[] {
  return [...values, ...values.map(swapped)];
}

function swapped(word: number): number {
  return ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;
}

/** Product in GF(2^8) with the AES polynomial. */
function product(a: number, b: number): number {
  let result = 0;
  for (let factor = a, rest = b; rest > 0; rest >>= 1) {
    if ((rest & 1) === 1) result ^= factor;
    factor = (factor << 1) ^ (factor > 0x7f ? 0x11b : 0);
  }
  return result;
}

/** The AES S-box by its definition: inverse in GF(2^8), then the affine map. FIPS 197, 5.1.1. */
function aesBox(): number[] {
  const box: number[] = [];
  box[0] = 0x63;
  // 3 generates the field and 0xf6 is its inverse: p runs over all values while q stays p's inverse.
  for (let p = 3, q = 0xf6; box[1] === undefined; p = product(p, 3), q = product(q, 0xf6)) {
    box[p] = (q ^ rotated(q, 1) ^ rotated(q, 2) ^ rotated(q, 3) ^ rotated(q, 4) ^ 0x63) & 0xff;
  }
  return box;
}

function rotated(byte: number, by: number): number {
  return (byte << by) | (byte >> (8 - by));
}

/** Four consecutive S-box bytes are one word of the box in memory. */
function boxWords(box: readonly number[]): number[] {
  return Array.from({ length: 64 }, (_, i) => joined(box.slice(4 * i, 4 * i + 4)));
}

/**
 * Words of the tables that join the S-box with a column of the mixing matrix, as AES and Groestl code carries them:
 * every rotation of the column, in both byte orders.
 */
function columnWords(box: readonly number[], column: readonly number[]): number[] {
  const found: number[] = [];
  for (let input = 0; input < 256; input += TABLE_STEP) {
    const mixed = column.map((factor) => product(box[input]!, factor));
    for (let turn = 0; turn < column.length; turn++) {
      const bytes = [0, 1, 2, 3].map((i) => mixed[(turn + i) % column.length]!);
      found.push(joined(bytes), joined(bytes.reverse()));
    }
  }
  return found;
}

/** Four bytes as a little-endian word. */
function joined(bytes: readonly number[]): number {
  return bytes.reduce((word, byte, i) => word + byte * 2 ** (8 * i), 0);
}

/** Text of the personalisation of a hash, as little-endian words. */
function asciiWords(text: string): number[] {
  return [0, 4].map((at) => joined([0, 1, 2, 3].map((i) => text.charCodeAt(at + i))));
}
