// SHA-256 of bytes that arrive in pieces, for the name of a judged module. Our own, because every frame carries it and
// crypto.subtle is neither synchronous nor there in insecure contexts (docs/decisions/007-own-sha256.md). It must
// never be used for secrets: it takes no care of timing or of what stays in memory.
// FIPS 180-4, 6.2.
import { HASH_ROUNDS, HASH_STATE, INPUT } from '../wasm/walker/memory.ts';
import { putInput, STRETCH_BYTES, walkerExports, walkerMemory } from '../wasm/walker-instance.ts';
import { sha256Rounds, sha256Start } from './sha256-constants.ts';

const BLOCK_BYTES = 64;
const LENGTH_BYTES = 8;

let hasRounds = false;

export class Sha256 {
  readonly #state = bytesOf(sha256Start());
  /** Bytes of a block that is not complete yet. */
  readonly #block = new Uint8Array(BLOCK_BYTES);
  #sizeBytes = 0;

  /** Takes the next bytes; the caller may reuse them afterwards. */
  update(bytes: Uint8Array): this {
    let at = 0;
    const filled = this.#sizeBytes % BLOCK_BYTES;
    this.#sizeBytes += bytes.length;
    if (filled > 0) {
      at = Math.min(BLOCK_BYTES - filled, bytes.length);
      this.#block.set(bytes.subarray(0, at), filled);
      if (filled + at < BLOCK_BYTES) return this;
      this.#compress(this.#block);
    }
    const whole = bytes.length - ((bytes.length - at) % BLOCK_BYTES);
    for (; at < whole; at += STRETCH_BYTES)
      this.#compress(bytes.subarray(at, Math.min(at + STRETCH_BYTES, whole)));
    this.#block.set(bytes.subarray(whole), 0);
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
    const words = new DataView(this.#state.buffer);
    return Array.from({ length: 8 }, (_, i) =>
      words
        .getUint32(4 * i, true)
        .toString(16)
        .padStart(8, '0'),
    ).join('');
  }

  /** The work is the walker's (core/wasm/walker/hash.ts); blocks are whole. */
  #compress(blocks: Uint8Array): void {
    const { hashBlocks } = walkerExports();
    putInput(blocks, this);
    const memory = walkerMemory();
    if (!hasRounds) memory.set(bytesOf(sha256Rounds()), HASH_ROUNDS);
    hasRounds = true;
    memory.set(this.#state, HASH_STATE);
    hashBlocks(INPUT, INPUT + blocks.length);
    this.#state.set(memory.subarray(HASH_STATE, HASH_STATE + this.#state.length));
  }
}

/** Words as they lie in memory. */
function bytesOf(words: readonly number[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(4 * words.length));
  for (const [i, word] of words.entries()) bytes.setUint32(4 * i, word, true);
  return new Uint8Array(bytes.buffer);
}
