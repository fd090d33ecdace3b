// SHA-256 of bytes that arrive in pieces, for the name of a judged module. Our own, because every frame carries it and
// crypto.subtle is neither synchronous nor there in insecure contexts (docs/decisions/007-own-sha256.md). It must
// never be used for secrets: it takes no care of timing or of what stays in memory.
// FIPS 180-4, 6.2.
import { sha256Rounds, sha256Start } from './sha256-constants.ts';

const BLOCK_BYTES = 64;
const LENGTH_BYTES = 8;

/** Computed by the first hash of a realm. */
let roundConstants: Int32Array | null = null;

export class Sha256 {
  readonly #rounds = (roundConstants ??= Int32Array.from(sha256Rounds()));
  readonly #state = Int32Array.from(sha256Start());
  readonly #schedule = new Int32Array(64);
  /** Bytes of a block that is not complete yet. */
  readonly #block = new Uint8Array(BLOCK_BYTES);
  #sizeBytes = 0;

  /** Takes the next bytes; the caller may reuse them afterwards. */
  update(bytes: Uint8Array): this {
    for (let at = 0; at < bytes.length;) {
      const filled = this.#sizeBytes % BLOCK_BYTES;
      const take = Math.min(BLOCK_BYTES - filled, bytes.length - at);
      if (take === BLOCK_BYTES) this.#compress(bytes, at);
      else this.#block.set(bytes.subarray(at, at + take), filled);
      if (filled > 0 && filled + take === BLOCK_BYTES) this.#compress(this.#block, 0);
      this.#sizeBytes += take;
      at += take;
    }
    return this;
  }

  /** Ends the message. @returns the hash as 64 digits in lower case; nothing may be added afterwards */
  hex(): string {
    const sizeBytes = this.#sizeBytes;
    // A bit that is set, zeros, and the length in bits, up to the end of a block.
    const zeros = BLOCK_BYTES - ((sizeBytes + LENGTH_BYTES) % BLOCK_BYTES);
    const padding = new DataView(new ArrayBuffer(zeros + LENGTH_BYTES));
    padding.setUint8(0, 0x80);
    padding.setUint32(zeros, sizeBytes / 2 ** 29);
    padding.setUint32(zeros + 4, sizeBytes << 3);
    this.update(new Uint8Array(padding.buffer));
    return Array.from(this.#state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  #compress(bytes: Uint8Array, at: number): void {
    const w = this.#schedule;
    for (let t = 0; t < 16; t++) w[t] = bigEndianWord(bytes, at + 4 * t);
    for (let t = 16; t < 64; t++) {
      const low = w[t - 15]!;
      const high = w[t - 2]!;
      const sigma0 = rotated(low, 7) ^ rotated(low, 18) ^ (low >>> 3);
      const sigma1 = rotated(high, 17) ^ rotated(high, 19) ^ (high >>> 10);
      w[t] = sigma1 + w[t - 7]! + sigma0 + w[t - 16]!;
    }
    // The letters of the standard.
    let [a, b, c, d, e, f, g, h] = this.#state as unknown as EightWords;
    for (let t = 0; t < 64; t++) {
      const choice = (e & f) ^ (~e & g);
      const majority = (a & b) ^ (a & c) ^ (b & c);
      const sum1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
      const sum0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
      const mixed = (h + sum1 + choice + this.#rounds[t]! + w[t]!) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + mixed) | 0;
      d = c;
      c = b;
      b = a;
      a = (mixed + sum0 + majority) | 0;
    }
    for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) this.#state[i]! += word;
  }
}

type EightWords = [number, number, number, number, number, number, number, number];

function bigEndianWord(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
}

function rotated(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}
