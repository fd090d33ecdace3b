// Firefox alone: what is held back of one response until it is known what becomes of it. Bounded for one and for all together:
// a page can open many, and what came packed is larger here. What cannot be held passes; the guard of the page judges it.
import type { WebRequest } from 'webextension-polyfill';

const MOST_BYTES = 32 << 20;
const MOST_OF_ALL_BYTES = 128 << 20;
/** One of which nothing came for so long passes: of a request that was given up no event tells for sure. */
const MOST_SILENT_MS = 60_000;
let allBytes = 0;

export class HeldResponse {
  readonly chunks: Uint8Array[] = [];
  readonly #filter: WebRequest.StreamFilter;
  readonly #passed: () => void;
  #sizeBytes = 0;
  #silence: ReturnType<typeof setTimeout> | undefined;

  /** @param passed called when it was let pass */
  constructor(filter: WebRequest.StreamFilter, passed: () => void) {
    this.#filter = filter;
    this.#passed = passed;
    this.#wait();
  }

  /** Holds one more piece. @returns false when it is too much, and all of it was let pass */
  push(chunk: Uint8Array): boolean {
    this.chunks.push(chunk);
    this.#sizeBytes += chunk.length;
    allBytes += chunk.length;
    if (this.#sizeBytes > MOST_BYTES || allBytes > MOST_OF_ALL_BYTES) {
      this.pass();
      return false;
    }
    this.#wait();
    return true;
  }

  /** All has come: nothing more is waited for. */
  complete(): void {
    clearTimeout(this.#silence);
  }

  /** Gives the page what was held back, and all that comes. */
  pass(): void {
    for (const chunk of this.chunks) this.#filter.write(chunk);
    this.#filter.disconnect();
    this.letGo();
    this.#passed();
  }

  /** Nothing of it is needed any more. */
  letGo(): void {
    clearTimeout(this.#silence);
    allBytes -= this.#sizeBytes;
    this.#sizeBytes = this.chunks.length = 0;
  }

  #wait(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.pass(), MOST_SILENT_MS);
  }
}
