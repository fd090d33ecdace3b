// The file of a rule pack: one JSON object around the payload, with the name of the key and the signature over exactly
// the payload's characters. Knows the envelope only; what is in the payload is not looked at before the signature holds.
import * as z from 'zod/mini';
import { Sha256 } from '../hash/sha256.ts';
import { decodeBase64 } from '../source/base64.ts';

export const FORMAT = 'assay-rules/1';
/** A larger file is not read. */
export const MOST_FILE_BYTES = 16 << 20;
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

export interface PackFile {
  readonly format: typeof FORMAT;
  /** `keyIdOf` the public key; says which key to try and proves nothing. */
  readonly keyId: string;
  /** JSON text of a `RulePack`. */
  readonly payload: string;
  /** Ed25519, base64. */
  readonly signature: string;
}

const packFile = z.strictObject({
  format: z.literal(FORMAT),
  keyId: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
  payload: z.string(),
  signature: z.string().check(z.regex(/^[A-Za-z0-9+/]{86}==$/)),
});

/** A public key that packs may be signed with. */
export interface FeedKey {
  readonly id: string;
  /** The 32 raw bytes. */
  readonly bytes: Uint8Array;
}

/** Checks an Ed25519 signature; given by whoever has the browser or Node. */
export type Verify = (
  key: Uint8Array,
  signature: Uint8Array,
  message: Uint8Array,
) => Promise<boolean>;

/** @returns the envelope, or null for any other text */
export function readPackFile(text: string): PackFile | null {
  try {
    const parsed = packFile.safeParse(JSON.parse(text));
    // A lone surrogate has no bytes of its own: two payloads would share one signature.
    return parsed.success && parsed.data.payload.isWellFormed() ? parsed.data : null;
  } catch {
    return null;
  }
}

/** The characters of a file. */
export function writePackFile(keyId: string, payload: string, signature: string): string {
  return `${JSON.stringify({ format: FORMAT, keyId, payload, signature } satisfies PackFile)}\n`;
}

/** What is signed: the format's name first, so that a signature under this key can mean nothing else. */
export function signedBytes(payload: string): Uint8Array {
  return new TextEncoder().encode(`${FORMAT}\n${payload}`);
}

/** @returns the key, or null for what is not the base64 of 32 bytes */
export function readFeedKey(base64: string): FeedKey | null {
  const bytes = /^[A-Za-z0-9+/]{43}=$/.test(base64) ? decodeBase64(base64) : null;
  return bytes?.length === KEY_BYTES ? { id: keyIdOf(bytes), bytes } : null;
}

/** Short name of a public key: the first 16 digits of its SHA-256. */
export function keyIdOf(key: Uint8Array): string {
  return new Sha256().update(key).hex().slice(0, 16);
}

/** Whether the file's signature is by this key. Rejects only if `verify` does. */
export async function isSignedBy(file: PackFile, key: FeedKey, verify: Verify): Promise<boolean> {
  const signature = decodeBase64(file.signature);
  if (signature.length !== SIGNATURE_BYTES) return false;
  return verify(key.bytes, signature, signedBytes(file.payload));
}
