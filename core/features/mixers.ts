// Hash functions that are known by how far they rotate. A rotation distance is part of the function: it stays when names,
// tables and layout change. Says which function is there, never why.
import type { Rotations } from '../wasm/walker.ts';
import type { Mixer } from './features.ts';

export interface MixerSpec extends Rotations {
  readonly name: Mixer;
}

/** All of them. Sources: FIPS 180-4 and 202, RFC 7693, 8439, 7914, 1321; the SHA-3 submissions of Skein, and BLAKE. */
export const MIXERS: readonly MixerSpec[] = [
  mixer('sha256', 32, 7, [2, 13, 22, 6, 11, 25, 7, 18, 17, 19]),
  mixer('sha512', 64, 7, [28, 34, 39, 14, 18, 41, 1, 8, 19, 61]),
  mixer('blake2b', 64, 4, [32, 24, 16, 63]),
  mixer('blake512', 64, 4, [32, 25, 16, 11]),
  mixer('chacha', 32, 4, [16, 12, 8, 7]),
  mixer('salsa', 32, 4, [7, 9, 13, 18]),
  mixer(
    'keccak',
    64,
    14,
    [1, 62, 28, 27, 36, 44, 6, 55, 20, 3, 10, 43, 25, 39, 41, 45, 15, 21, 8, 18, 2, 61, 56, 14],
  ),
  mixer(
    'skein',
    64,
    14,
    [
      46, 36, 19, 37, 33, 27, 14, 42, 17, 49, 39, 44, 9, 54, 56, 30, 34, 24, 13, 50, 10, 25, 29, 43,
      8, 35, 22,
    ],
  ),
  mixer('md', 32, 10, [5, 7, 8, 9, 11, 12, 13, 14, 15, 6]),
  mixer('siphash', 64, 4, [13, 32, 16, 17, 21]),
  // BlaMka, the round of Argon2: BLAKE2b's rotations around products.
  { ...mixer('blamka', 64, 4, [32, 24, 16, 63]), multiplies: 16 },
];

function mixer(
  name: Mixer,
  laneBits: 32 | 64,
  need: number,
  distances: readonly number[],
): MixerSpec {
  return { name, laneBits, need, distances, multiplies: 0 };
}
