// Test aid: a reader of CRX3 that shares no code with the writer. It knows protocol buffers in general, finds the fields by
// number and verifies the signature. It throws what is wrong.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { at } from '../at.ts';

export interface ReadCrx {
  readonly publicKeyDer: Uint8Array;
  readonly crxId: Uint8Array;
  readonly zip: Uint8Array;
}

/** Reads a package as a browser does: magic, version, header, signature, id. */
export function readCrx(crx: Uint8Array): ReadCrx {
  const view = new DataView(crx.buffer, crx.byteOffset, crx.byteLength);
  if (new TextDecoder().decode(crx.subarray(0, 4)) !== 'Cr24') throw new Error('no Cr24');
  if (view.getUint32(4, true) !== 3) throw new Error('not version 3');
  const headerEnd = 12 + view.getUint32(8, true);
  const header = fieldsOf(crx.subarray(12, headerEnd));
  const zip = crx.subarray(headerEnd);
  const signedData = only(header, 10_000);
  const proof = fieldsOf(only(header, 2));
  const publicKeyDer = only(proof, 1);
  const signed = signedBytes(signedData, zip);
  const publicKey = createPublicKey({
    key: Buffer.from(publicKeyDer),
    format: 'der',
    type: 'spki',
  });
  if (!verify('RSA-SHA256', signed, publicKey, only(proof, 2))) throw new Error('wrong signature');
  const crxId = only(fieldsOf(signedData), 1);
  const digest = createHash('sha256').update(publicKeyDer).digest().subarray(0, 16);
  if (!digest.equals(crxId)) throw new Error('the id is not that of the key');
  return { publicKeyDer, crxId, zip };
}

function signedBytes(signedData: Uint8Array, zip: Uint8Array): Buffer {
  const length = new DataView(new ArrayBuffer(4));
  length.setUint32(0, signedData.length, true);
  return Buffer.concat([
    Buffer.from('CRX3 SignedData\x00', 'latin1'),
    new Uint8Array(length.buffer),
    signedData,
    zip,
  ]);
}

type Fields = readonly (readonly [number: number, value: Uint8Array])[];

function only(fields: Fields, number: number): Uint8Array {
  const found = fields.filter(([one]) => one === number);
  if (found.length !== 1) throw new Error(`field ${number} is there ${found.length} times`);
  return at(found, 0)[1];
}

function fieldsOf(bytes: Uint8Array): Fields {
  const fields: [number, Uint8Array][] = [];
  let position = 0;
  const number = (): number => {
    for (let value = 0, shift = 1; ; shift *= 128) {
      const byte = at(bytes, position++);
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  while (position < bytes.length) {
    const tag = number();
    if (tag % 8 !== 2) throw new Error(`wire type ${tag % 8}`);
    const end = number() + position;
    if (end > bytes.length) throw new Error('a field ends behind its message');
    fields.push([Math.floor(tag / 8), bytes.subarray(position, end)]);
    position = end;
  }
  return fields;
}
