// Scrypt in plain JavaScript (@noble/hashes): code that no rule knows. It hashes one input, and it can be told to rest now
// and then, as miners do that want to stay unseen. It knows no pool.
import { scrypt } from '/npm/@noble/hashes/scrypt.js';
import { bytesToHex, hexToBytes } from '/npm/@noble/hashes/utils.js';

/** 1 MiB for each hash: some milliseconds. */
const cost = { N: 2 ** 13, r: 1, p: 1, dkLen: 32 };

export function hash(inputHex) {
  const input = hexToBytes(inputHex);
  return bytesToHex(scrypt(input, input, cost));
}

/** Hashes for `onMs` at a time, then rests for `offMs`. */
export function paced({ onMs, offMs }) {
  let since = performance.now();
  return async (inputHex) => {
    if (performance.now() - since >= onMs) {
      await new Promise((resolve) => setTimeout(resolve, offMs));
      since = performance.now();
    }
    return hash(inputHex);
  };
}
