// Ed25519 keys for rule packs. A private key lives in a file of its own that nobody else can read, outside of this
// repository; it is used and never shown.
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { keyIdOf, type Verify } from '../core/rule-pack/pack-file.ts';
import { isInProject, isReadByOthers, parsedPrivateKey, writePrivateKey } from './private-key.ts';

/** What comes before the 32 raw bytes in the usual form of a public key (RFC 8410). */
const SPKI_START = Buffer.from('302a300506032b6570032100', 'hex');

export interface SigningKey {
  readonly id: string;
  /** Base64 of the raw 32 bytes. */
  readonly publicKey: string;
  sign(message: Uint8Array): Uint8Array;
}

/** Makes a key pair and writes the private key. Never replaces a file. @returns what people need of it */
export async function makeKey(file: string): Promise<string> {
  const path = await outsideOfHere(file);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  try {
    await writePrivateKey(path, privateKey);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(
      code === 'EEXIST' ? `${file} is there already: a key is never replaced.` : message,
      {
        cause: error,
      },
    );
  }
  const raw = rawOf(publicKey.export({ type: 'spki', format: 'der' }));
  return (
    `private key: ${path} (keep it safe: who has it can publish rules)\n` +
    `public key:  ${raw.toString('base64')}\n` +
    `key id:      ${keyIdOf(raw)}\n`
  );
}

/** Reads a private key. Throws an Error that says what to do. */
export async function readPrivateKey(file: string): Promise<SigningKey> {
  const path = await outsideOfHere(file);
  const isOpen = await isReadByOthers(path).catch(() => {
    throw new Error(`there is no key at ${file}: make one with "assay rules make-key ${file}".`);
  });
  if (isOpen)
    throw new Error(
      `others can read ${file}: run "chmod 600 ${file}", and make a new key if they did.`,
    );
  const key = parsedPrivateKey(await readFile(path, 'utf8'));
  if (key?.asymmetricKeyType !== 'ed25519')
    throw new Error(`${file} holds no Ed25519 private key (PKCS #8, PEM).`);
  const raw = rawOf(createPublicKey(key).export({ type: 'spki', format: 'der' }));
  return {
    id: keyIdOf(raw),
    publicKey: raw.toString('base64'),
    sign: (message) => sign(null, message, key),
  };
}

/** Checks a signature as the extension does. */
export const verifySignature: Verify = (key, signature, message) => {
  const der = Buffer.concat([SPKI_START, key]);
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return Promise.resolve(verify(null, message, publicKey, signature));
};

function rawOf(der: Buffer): Buffer {
  return der.subarray(SPKI_START.length);
}

/** @returns the whole path. Throws for one in this repository: what lies there is committed sooner or later. */
async function outsideOfHere(file: string): Promise<string> {
  const path = resolve(file);
  const folder = await realpath(dirname(path)).catch(() => {
    throw new Error(`there is no folder ${dirname(path)}.`);
  });
  if (await isInProject(folder))
    throw new Error('a private key belongs outside of this repository.');
  return join(folder, basename(path));
}
