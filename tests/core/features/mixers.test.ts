// Hash functions in real modules: each package says what it computes, the rotation distances must say the same.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judgeModule } from '../../../core/engine.ts';
import { corpusModules } from '../../corpus-modules.ts';

const dist = new URL('../../../node_modules/hash-wasm/dist/', import.meta.url);

/** Everything that the modules of one algorithm of hash-wasm are known by. */
function hashWasm(algorithm: string): string[] {
  const script = readFileSync(new URL(`${algorithm}.umd.min.js`, dist), 'utf8');
  const modules = script.match(/AGFzbQEAAA[A-Za-z0-9+/]{200,}={0,2}/g) ?? [];
  expect(modules.length).toBeGreaterThan(0);
  return modules.flatMap((text) => judgeModule(Buffer.from(text, 'base64'), []).features.mixers);
}

describe('hash-wasm', () => {
  it.each([
    ['sha224', 'sha256'],
    ['sha256', 'sha256'],
    ['sha384', 'sha512'],
    ['sha512', 'sha512'],
    ['keccak', 'keccak'],
    ['sha3', 'keccak'],
    ['blake2b', 'blake2b'],
    ['argon2', 'blamka'],
    ['scrypt', 'salsa'],
    ['ripemd160', 'md'],
    // BLAKE2s and BLAKE3 rotate by the distances of ChaCha.
    ['blake2s', 'chacha'],
    ['blake3', 'chacha'],
  ])('%s mixes as %s', (algorithm, mixer) => {
    expect(hashWasm(algorithm)).toContain(mixer);
  });

  it.each([
    'adler32',
    'crc32',
    'crc64',
    'xxhash32',
    'xxhash64',
    'bcrypt',
    'whirlpool',
    'md4',
    'sha1',
  ])('%s is none of them', (algorithm) => expect(hashWasm(algorithm)).toEqual([]));
});

describe('packages', () => {
  it.each([
    ['turtlecoin-crypto', ['skein', 'blake2b']],
    ['libsodium-sumo', ['sha256', 'sha512', 'blake2b', 'chacha', 'salsa', 'siphash', 'blamka']],
    ['argon2-browser simd', ['blake2b']],
    ['friendly-pow', ['blake2b']],
    ['nanocurrency', ['blake2b']],
    ['monero-ts', ['keccak']],
  ])('%s has %j', (name, mixers) => {
    const found = corpusModules().find((module) => module.name === name);
    const { features } = judgeModule(found?.bytes ?? new Uint8Array(0), []);
    expect(features.mixers).toEqual(expect.arrayContaining(mixers));
    expect(features.mixerCount).toBe(features.mixers.length);
  });

  it.each(['source-map', '@bokuweb/zstd-wasm', 'playwright webp codec'])('%s has none', (name) => {
    const found = corpusModules().find((module) => module.name === name);
    expect(judgeModule(found?.bytes ?? new Uint8Array(0), []).features.mixers).toEqual([]);
  });
});
