// The signed package, read by a reader that shares no code with the writer.
import { generateKeyPairSync } from 'node:crypto';
import { unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { packCrx } from '../../cli/pack/crx3.ts';
import { crxIdOf, extensionIdOf, manifestKeyOf } from '../../cli/pack/extension-id.ts';
import { at } from '../at.ts';
import { readCrx } from './crx-reader.ts';

const zip = zipSync({ 'manifest.json': new TextEncoder().encode('{}') });
let pem = '';
let publicKeyDer: Uint8Array = new Uint8Array();

beforeAll(() => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  pem = String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  publicKeyDer = pair.publicKey.export({ type: 'spki', format: 'der' });
});

describe('the signed package', () => {
  it('holds the zip as it was, the public key and its id, and is signed by it', () => {
    const read = readCrx(packCrx(zip, pem));
    expect(Buffer.from(read.zip).equals(zip)).toBe(true);
    expect(Buffer.from(read.publicKeyDer).equals(publicKeyDer)).toBe(true);
    expect(Buffer.from(read.crxId).equals(crxIdOf(publicKeyDer))).toBe(true);
    expect(Object.keys(unzipSync(read.zip))).toEqual(['manifest.json']);
  });

  it('is the same bytes every time, and holds nothing of the private key', () => {
    const crx = Buffer.from(packCrx(zip, pem));
    expect(crx.equals(packCrx(zip, pem))).toBe(true);
    const secret = Buffer.from(pem.replace(/-----.*-----|\s/g, ''), 'base64');
    for (let i = 0; i + 32 <= secret.length; i += 32) {
      const part = secret.subarray(i, i + 32);
      expect(crx.includes(part) && !Buffer.from(publicKeyDer).includes(part)).toBe(false);
    }
  });

  it('is refused when one bit of zip, signature or id is another', () => {
    const crx = packCrx(zip, pem);
    for (const position of [crx.length - 30, crx.length - zip.length - 30, 400]) {
      const other = Uint8Array.from(crx);
      other[position] = at(other, position) ^ 1;
      expect(() => readCrx(other), `bit at ${position}`).toThrow();
    }
  });
});

describe('the id of an extension', () => {
  it('is the first half of a SHA-256 in the letters a to p', () => {
    // SHA-256 of nothing begins with e3b0c44298fc1c149afbf4c8996fb924.
    expect(extensionIdOf(new Uint8Array())).toBe('odlameecjipmbmbejkplpemijjgpljce');
    expect(extensionIdOf(publicKeyDer)).toMatch(/^[a-p]{32}$/);
  });

  it('is that of the key in the manifest', () => {
    const key = Buffer.from(manifestKeyOf(publicKeyDer), 'base64');
    expect(extensionIdOf(key)).toBe(extensionIdOf(publicKeyDer));
  });
});
