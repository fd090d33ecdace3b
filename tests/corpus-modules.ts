// Test aid: the real modules that npm packages carry, as bytes. Nothing of them is committed; they are read out of
// node_modules, where some are plain files and others are base64 or gzip inside scripts.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

export type CorpusLabel = 'miner' | 'wallet' | 'dual-use' | 'benign';

export interface CorpusModule {
  /** Package and, when it has several, which module. */
  readonly name: string;
  readonly label: CorpusLabel;
  readonly bytes: Uint8Array;
}

const nodeModules = fileURLToPath(new URL('../node_modules/', import.meta.url));
const BASE64_WASM = /AGFzbQEAAA[A-Za-z0-9+/]{200,}={0,2}/g;
const BASE64_GZIP = /H4sIA[A-Za-z0-9+/]{200,}={0,2}/g;

function file(path: string): Uint8Array {
  return new Uint8Array(readFileSync(nodeModules + path));
}

/** Every base64 module in a script, in the order of the script, without repeats. */
function embedded(path: string): Uint8Array[] {
  const texts = new Set(readFileSync(nodeModules + path, 'utf8').match(BASE64_WASM) ?? []);
  return [...texts].map((text) => new Uint8Array(Buffer.from(text, 'base64')));
}

function gzipped(path: string): Uint8Array[] {
  const texts = readFileSync(nodeModules + path, 'utf8').match(BASE64_GZIP) ?? [];
  return texts.map((text) => new Uint8Array(gunzipSync(Buffer.from(text, 'base64'))));
}

function named(name: string, label: CorpusLabel, found: readonly Uint8Array[]): CorpusModule[] {
  if (found.length === 0)
    throw new Error(`no wasm found in ${name}: has the package changed its form?`);
  return found.map((bytes, i) => ({
    name: found.length === 1 ? name : `${name} #${i + 1}`,
    label,
    bytes,
  }));
}

/** The CryptoNight miner module of 318 kB, the yardstick of the analysis time. */
export function cryptonightModule(): CorpusModule {
  const [found] = named(
    'turtlecoin-crypto',
    'miner',
    embedded('turtlecoin-crypto/dist/turtlecoin-crypto-wasm.js'),
  );
  if (found === undefined) throw new Error('turtlecoin-crypto holds no module');
  return found;
}

/** All real modules, about 12 MB. */
export function corpusModules(): CorpusModule[] {
  return [
    cryptonightModule(),
    ...named('monero-ts', 'wallet', gzipped('monero-ts/dist/monero.js')),
    ...named('hash-wasm', 'dual-use', embedded('hash-wasm/dist/index.esm.js')),
    ...named('argon2-browser', 'dual-use', [file('argon2-browser/dist/argon2.wasm')]),
    ...named('argon2-browser simd', 'dual-use', [file('argon2-browser/dist/argon2-simd.wasm')]),
    ...named(
      'libsodium-sumo',
      'dual-use',
      embedded('libsodium-sumo/dist/modules-sumo/libsodium-sumo.js'),
    ),
    ...named('friendly-pow', 'dual-use', [file('friendly-pow/wasm/optimized.wasm')]),
    ...named('@nimiq/core-web', 'dual-use', [file('@nimiq/core-web/worker-wasm.wasm')]),
    ...named('nanocurrency', 'dual-use', embedded('nanocurrency/dist/nanocurrency.cjs.js')),
    ...named('sql.js', 'benign', [file('sql.js/dist/sql-wasm.wasm')]),
    ...named('7z-wasm', 'benign', [file('7z-wasm/7zz.wasm')]),
    ...named('@bokuweb/zstd-wasm', 'benign', [file('@bokuweb/zstd-wasm/dist/web/zstd.wasm')]),
    ...named('source-map', 'benign', [file('source-map/lib/mappings.wasm')]),
    ...named('playwright webp codec', 'benign', [file('playwright-core/lib/webp_codec.wasm')]),
  ];
}
