// The id of a Chromium extension: what it is made of, and how a manifest carries it. Knows public keys only; must never
// be handed a private one.
import { createHash } from 'node:crypto';

const ID_BYTES = 16;
const LETTERS = 'abcdefghijklmnop';

/**
 * @param publicKeyDer the public key as SubjectPublicKeyInfo, DER
 * @returns the 16 bytes that a CRX3 header calls `crx_id`
 */
export function crxIdOf(publicKeyDer: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(publicKeyDer).digest().subarray(0, ID_BYTES));
}

/**
 * @param publicKeyDer the public key as SubjectPublicKeyInfo, DER
 * @returns the id as policies and addresses write it: the hex digits of `crx_id`, as the letters a to p
 */
export function extensionIdOf(publicKeyDer: Uint8Array): string {
  const hex = Buffer.from(crxIdOf(publicKeyDer)).toString('hex');
  return hex.replace(/./g, (digit) => LETTERS.charAt(Number.parseInt(digit, 16)));
}

/** The `key` of a manifest, with which an unpacked extension has the id of the packed one. */
export function manifestKeyOf(publicKeyDer: Uint8Array): string {
  return Buffer.from(publicKeyDer).toString('base64');
}
