// Test aid: runs hash modules, whole or mutated, and compares what they compute with published or independent answers.
// A module is driven as its package drives it, with its own glue where it has some.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import { argon2d } from 'hash-wasm';
import { corpusModules } from '../../corpus-modules.ts';

export interface KnownAnswer {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What the module must give, in hexadecimal. */
  readonly expected: string;
  /** What these bytes, in the place of the module, give. */
  readonly run: (bytes: Uint8Array) => Promise<string>;
}

const MESSAGE = new TextEncoder().encode(
  'A variant computes what its original computes. '.repeat(9),
);
const nodeModules = fileURLToPath(new URL('../../../node_modules/', import.meta.url));

/** SHA-256, SHA3-256, BLAKE2b-512 and SHA-512 of hash-wasm, Argon2 of argon2-browser, CryptoNight of turtlecoin. */
export async function knownAnswers(): Promise<readonly KnownAnswer[]> {
  return [
    ...hashWasmAnswers(),
    ...(await argon2Answers()),
    {
      name: 'cryptonight',
      bytes: moduleNamed('turtlecoin-crypto'),
      // "This is a test", tests/hash/tests-slow.txt of the Monero project.
      expected: 'a084f01d1437a09c6985401b60d43554ae105802c5f5d8a9b3253649c0be6605',
      run: runCryptoNight,
    },
  ];
}

/** With and without vectors. */
async function argon2Answers(): Promise<KnownAnswer[]> {
  // Computed by another implementation.
  const expected = await argon2d({ ...ARGON2D, outputType: 'hex' });
  return [
    { name: 'argon2d', bytes: moduleNamed('argon2-browser'), expected, run: runArgon2 },
    { name: 'argon2d simd', bytes: moduleNamed('argon2-browser simd'), expected, run: runArgon2 },
  ];
}

const modules = corpusModules();

function moduleNamed(name: string): Uint8Array {
  const found = modules.find((module) => module.name === name);
  if (!found) throw new Error(`there is no module ${name}`);
  return found.bytes;
}

interface HashWasmCase {
  readonly name: string;
  readonly sizeBytes: number;
  readonly init: number;
  readonly final: number;
}

const HASH_WASM: readonly HashWasmCase[] = [
  { name: 'sha256', sizeBytes: 9560, init: 256, final: 0 },
  { name: 'sha3-256', sizeBytes: 4041, init: 256, final: 6 },
  { name: 'blake2b512', sizeBytes: 7449, init: 512, final: 0 },
  { name: 'sha512', sizeBytes: 13746, init: 512, final: 0 },
];

function hashWasmAnswers(): KnownAnswer[] {
  return HASH_WASM.map((one) => {
    const found = modules.find(
      ({ name, bytes }) => name.startsWith('hash-wasm') && bytes.length === one.sizeBytes,
    );
    if (!found)
      throw new Error(`hash-wasm has no module of ${one.sizeBytes} bytes: another version?`);
    const expected = createHash(one.name).update(MESSAGE).digest('hex');
    const run = (bytes: Uint8Array): Promise<string> =>
      runHashWasm(bytes, one, expected.length / 2);
    return { name: one.name, bytes: found.bytes, expected, run };
  });
}

interface HashWasmExports {
  readonly memory: WebAssembly.Memory;
  Hash_GetBuffer(): number;
  Hash_Init(parameter: number): void;
  Hash_Update(length: number): void;
  Hash_Final(parameter: number): void;
}

async function runHashWasm(bytes: Uint8Array, one: HashWasmCase, size: number): Promise<string> {
  const { instance } = await WebAssembly.instantiate(new Uint8Array(bytes));
  const hash = instance.exports as unknown as HashWasmExports;
  const at = hash.Hash_GetBuffer();
  hash.Hash_Init(one.init);
  new Uint8Array(hash.memory.buffer).set(MESSAGE, at);
  hash.Hash_Update(MESSAGE.length);
  hash.Hash_Final(one.final);
  return Buffer.from(hash.memory.buffer, at, size).toString('hex');
}

/** The glue code of a package as a function of the globals that it looks for, as if in a page. */
function glueOf(
  path: string,
  names: readonly string[],
  result: string,
): (...values: unknown[]) => unknown {
  const text = readFileSync(nodeModules + path, 'utf8');
  const hidden = ['process', 'require', 'module', 'exports', 'fetch'];
  return compileFunction(`${text}\n;return ${result};`, [...names, ...hidden]) as (
    ...values: unknown[]
  ) => unknown;
}

const silent = { print: () => undefined, printErr: () => undefined };

async function runCryptoNight(bytes: Uint8Array): Promise<string> {
  const glue = glueOf(
    'turtlecoin-crypto/dist/turtlecoin-crypto-wasm.js',
    ['window', 'document'],
    'TurtleCoinCrypto',
  );
  interface Instance {
    then?: unknown;
    cn_slow_hash_v0(inputHex: string): string;
  }
  type Create = (options: object) => Instance;
  return new Promise((resolve, reject) => {
    const instance = (glue({}, {}) as Create)({
      ...silent,
      wasmBinary: bytes,
      onAbort: reject,
      onRuntimeInitialized() {
        // The glue runs this before its last step, and the object it returns is a thenable that never settles.
        setTimeout(() => {
          delete instance.then;
          resolve(instance.cn_slow_hash_v0('5468697320697320612074657374'));
        });
      },
    });
  });
}

const ARGON2D = {
  password: 'password',
  salt: 'somesalt',
  iterations: 1,
  memorySize: 64,
  parallelism: 1,
  hashLength: 32,
} as const;

const ARGON2_VERSION = 0x13;

interface Argon2 {
  HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _argon2_hash_ext(...values: number[]): number;
}

async function runArgon2(bytes: Uint8Array): Promise<string> {
  const glue = glueOf('argon2-browser/dist/argon2.js', ['window', 'document', 'self'], 'Module');
  const module = await new Promise<Argon2>((resolve, reject) => {
    const options = {
      ...silent,
      wasmBinary: bytes,
      onAbort: reject,
      postRun: () => resolve(instance),
    };
    const instance = glue({}, {}, { Module: options }) as Argon2;
  });
  const put = (text: string): number => {
    const place = module._malloc(text.length);
    module.HEAPU8.set(new TextEncoder().encode(text), place);
    return place;
  };
  const { iterations, memorySize, parallelism, password, salt, hashLength: length } = ARGON2D;
  const output = module._malloc(length);
  const status = module._argon2_hash_ext(
    ...[iterations, memorySize, parallelism, put(password), password.length],
    ...[put(salt), salt.length, output, length, 0, 0, 0, 0, 0, 0, 0, ARGON2_VERSION],
  );
  if (status !== 0) throw new Error(`argon2 failed with ${status}`);
  return Buffer.from(module.HEAPU8.slice(output, output + length)).toString('hex');
}
