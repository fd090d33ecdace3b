// Writes CRX3, the signed package that Chromium installs: a zip with a header of protocol buffers in front. The layout is
// Chromium's components/crx_file/crx3.proto. RSA with PKCS #1 v1.5 has no randomness: the same zip and key give the
// same bytes. Knows nothing of files; must never let the private key into what it returns or throws.
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { crxIdOf } from './extension-id.ts';

const MAGIC = Buffer.from('Cr24');
const VERSION = 3;
const SIGNED_FIRST = Buffer.from('CRX3 SignedData\0');

/** Fields of CrxFileHeader, AsymmetricKeyProof and SignedData. */
const FIELD = {
  sha256WithRsa: 2,
  signedHeaderData: 10_000,
  publicKey: 1,
  signature: 2,
  crxId: 1,
} as const;

/**
 * Signs a zip as CRX3.
 * @param zipBytes the zipped extension
 * @param privateKeyPem an RSA key; the id of the extension follows from it
 * @returns the bytes of the .crx file
 */
export function packCrx(zipBytes: Uint8Array, privateKeyPem: string): Uint8Array {
  const privateKey = createPrivateKey(privateKeyPem);
  const publicKeyDer = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const signedHeaderData = field(FIELD.crxId, crxIdOf(publicKeyDer));
  const signed = [SIGNED_FIRST, uint32(signedHeaderData.length), signedHeaderData, zipBytes];
  const signature = sign('sha256', Buffer.concat(signed), privateKey);
  const proof = Buffer.concat([
    field(FIELD.publicKey, publicKeyDer),
    field(FIELD.signature, signature),
  ]);
  const header = Buffer.concat([
    field(FIELD.sha256WithRsa, proof),
    field(FIELD.signedHeaderData, signedHeaderData),
  ]);
  const start = [MAGIC, uint32(VERSION), uint32(header.length), header];
  return new Uint8Array(Buffer.concat([...start, zipBytes]));
}

/** A field of bytes in a protocol buffer: its number with wire type 2, the length, the bytes. */
function field(number: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

/** Seven bits a byte, the lowest first; the top bit says that more follow. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
