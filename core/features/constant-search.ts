// Looks for the words of all constant sets at once, in code operands and in data at any alignment. A bitmap turns
// 99 of 100 words away in a few instructions. It keeps which words it saw, and nothing of the module.
import type { WordSink } from '../wasm/body-walk.ts';
import { constantSets, type ConstantSetSpec } from './constants.ts';
import type { ConstantSet } from './features.ts';

const BITMAP_BITS = 17;

interface Index {
  readonly sets: readonly ConstantSetSpec[];
  /** One bit a hash value: no word of any set has this hash when it is 0. */
  readonly bitmap: Int32Array;
  /** Which set a word belongs to, as a position in `sets`. */
  readonly owners: ReadonlyMap<number, number>;
}

/** Built at the first module, not at load: it costs every frame that has no wasm nothing. */
let index: Index | null = null;

function builtIndex(): Index {
  const sets = constantSets();
  const bitmap = new Int32Array(1 << (BITMAP_BITS - 5));
  const owners = new Map<number, number>();
  for (const [owner, set] of sets.entries()) {
    for (const word of set.words) {
      const hash = hashOf(word);
      bitmap[hash >>> 5]! |= 1 << (hash & 31);
      owners.set(word | 0, owner);
    }
  }
  return { sets, bitmap, owners };
}

function hashOf(word: number): number {
  return Math.imul(word, 0x9e3779b1) >>> (32 - BITMAP_BITS);
}

/** Collects the constant sets of one module. */
export class ConstantSearch implements WordSink {
  readonly #index = (index ??= builtIndex());
  readonly #seen = new Set<number>();
  readonly #found = new Uint16Array(this.#index.sets.length);
  /** The last four bytes of the current data segment, and how many bytes of it went by, up to 4. */
  #window = 0;
  #filled = 0;

  /** A 32-bit word of a code operand. */
  word(word: number): void {
    const hash = hashOf(word);
    if (((this.#index.bitmap[hash >>> 5]! >>> (hash & 31)) & 1) === 1) this.#lookUp(word);
  }

  /** A new data segment begins: words do not span segments. */
  beginData(): void {
    this.#filled = 0;
  }

  /** The next stretch of the current segment. */
  data(bytes: Uint8Array, start: number, end: number): void {
    const bitmap = this.#index.bitmap;
    let window = this.#window;
    let p = start;
    for (; p < end && this.#filled < 3; p++, this.#filled++)
      window = (window >>> 8) | (bytes[p]! << 24);
    for (; p < end; p++) {
      window = (window >>> 8) | (bytes[p]! << 24);
      const hash = Math.imul(window, 0x9e3779b1) >>> (32 - BITMAP_BITS);
      if (((bitmap[hash >>> 5]! >>> (hash & 31)) & 1) === 1) this.#lookUp(window);
    }
    this.#window = window;
  }

  /** Names of the sets that are present, in the order of constants.ts. */
  present(): ConstantSet[] {
    return this.#index.sets.filter((set, i) => this.#found[i]! >= set.need).map((set) => set.name);
  }

  #lookUp(word: number): void {
    const owner = this.#index.owners.get(word);
    if (owner === undefined || this.#seen.has(word)) return;
    this.#seen.add(word);
    this.#found[owner]!++;
  }
}
