// The private key that signs the package for companies: where it lies, how it is made, who may read it. It lives outside of
// every repository, for its owner alone. It must never be printed, copied or named in an error, only its path.
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import process from 'node:process';
import { projectFolder } from '../browser.ts';
import { isInProject, isReadByOthers, parsedPrivateKey, writePrivateKey } from '../private-key.ts';

/** Makes the id of every installation: it has to last for years. */
const NEW_KEY_BITS = 3072;
const LEAST_KEY_BITS = 2048;

export interface SigningKey {
  readonly path: string;
  readonly privateKeyPem: string;
  /** SubjectPublicKeyInfo. */
  readonly publicKeyDer: Uint8Array;
  readonly madeNow: boolean;
}

/** `ASSAY_KEY` as a path from where the command was called, else a place in the user's configuration. */
export function keyPath(env: NodeJS.ProcessEnv = process.env): string {
  const named = env['ASSAY_KEY'];
  if (named) return resolve(env['INIT_CWD'] ?? '.', named);
  const config = env['XDG_CONFIG_HOME'] ?? '';
  return join(
    isAbsolute(config) ? config : join(homedir(), '.config'),
    'assay',
    'extension-key.pem',
  );
}

/**
 * Reads the key, or makes it when there is none and `make` says so. A key that is there is never replaced.
 * @throws an Error that says what to do: no key, a key in a repository, one that others can read, one that is no RSA key
 */
export async function signingKey(path: string, make: boolean): Promise<SigningKey> {
  await refuseInRepository(path);
  const madeNow = !existsSync(path);
  if (madeNow && !make) throw new Error(howToMake(path));
  if (madeNow) await makeKey(path);
  await refuseReadByOthers(path);
  const privateKeyPem = await readFile(path, 'utf8');
  const publicKey = createPublicKey(privateRsaKey(path, privateKeyPem));
  const publicKeyDer = publicKey.export({ type: 'spki', format: 'der' });
  return { path, privateKeyPem, publicKeyDer, madeNow };
}

function howToMake(path: string): string {
  return [
    `There is no signing key at ${path}.`,
    'If your company has none yet: the same command with --make-key makes one there.',
    'If it has one: the same command with ASSAY_KEY=/path/to/key.pem in front of it.',
    'Another key is another extension id: every policy and every log would begin anew.',
  ].join('\n');
}

async function makeKey(path: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: NEW_KEY_BITS });
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writePrivateKey(path, privateKey);
}

async function refuseInRepository(path: string): Promise<void> {
  const real = await realPathOf(path);
  const repository = [...foldersAbove(real)].find((folder) => existsSync(join(folder, '.git')));
  const inside = (await isInProject(real)) ? projectFolder : repository;
  if (inside === undefined) return;
  throw new Error(
    `The signing key must not lie in a repository, where it would be committed or published some day: ${path} lies in ${inside}. ` +
      'Move it, and name its place with ASSAY_KEY=/path/to/key.pem.',
  );
}

async function refuseReadByOthers(path: string): Promise<void> {
  if (!(await isReadByOthers(path))) return;
  throw new Error(`Others can read the signing key. Take that from them: chmod 600 '${path}'`);
}

function privateRsaKey(path: string, pem: string): KeyObject {
  const key = parsedPrivateKey(pem);
  if (key === null)
    throw new Error(
      `${path} holds no private key as PEM that can be read without a passphrase. ` +
        'An encrypted one: openssl pkey -in ENCRYPTED -out PLAIN, in a folder that only you can read.',
    );
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType === 'rsa' && bits >= LEAST_KEY_BITS) return key;
  throw new Error(
    `${path} holds no RSA key of at least ${LEAST_KEY_BITS} bits, which the package of Chromium takes. ` +
      'Name another file with ASSAY_KEY, or a path that does not exist yet together with --make-key.',
  );
}

/** The path without links, as far as it exists. */
async function realPathOf(path: string): Promise<string> {
  if (existsSync(path) || dirname(path) === path) return realpath(path);
  return join(await realPathOf(dirname(path)), basename(path));
}

function* foldersAbove(path: string): Generator<string> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    yield folder;
    if (dirname(folder) === folder) return;
  }
}
