// Cuts the CryptoNight module out of turtlecoin-crypto's published JavaScript at run time, for the page that streams it.
// The bytes are never written to disk: no miner binary is part of this repository.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const embedded = /data:application\/octet-stream;base64,([A-Za-z0-9+/=]+)/;

/** The module of turtlecoin-crypto 6.0.4, 318,444 bytes. Throws when the package changed its shape. */
export async function extractCryptoNightWasm(packagesFolder: string): Promise<Uint8Array> {
  const file = join(packagesFolder, 'turtlecoin-crypto', 'dist', 'turtlecoin-crypto-wasm.js');
  const source = await readFile(file, 'utf8');
  const base64 = embedded.exec(source)?.[1];
  if (base64 === undefined) throw new Error('turtlecoin-crypto-wasm.js embeds no module in base64');
  return Buffer.from(base64, 'base64');
}
