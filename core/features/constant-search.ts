// Looks for the words of all constant sets at once, in code operands and in data at any alignment. A bitmap turns
// 99 of 100 words away in a few instructions. It keeps which words it saw, and nothing of the module.
import type { WordSink } from '../wasm/body-walk.ts';
import { constantSets, type ConstantSetSpec } from './constants.ts';
import type { ConstantSet } from './features.ts';

const BITMAP_BITS = 17;
const SLOT_BITS = 13;
const EMPTY = 0xff;

interface Index {
  readonly sets: readonly ConstantSetSpec[];
  /** One bit a hash value: no word of any set has this hash when it is 0. */
  readonly bitmap: Int32Array;
  /** Open addressing: word and the set it belongs to. */
  readonly words: Int32Array;
  readonly owners: Uint8Array;
}

/** Built at the first module, not at load: it costs every frame that has no wasm nothing. */
let index: Index | null = null;

function constantIndex(): Index {
  if (index !== null) return index;
  const built: Index = {
    sets: constantSets(),
    bitmap: new Int32Array(1 << (BITMAP_BITS - 5)),
    words: new Int32Array(1 << SLOT_BITS),
    owners: new Uint8Array(1 << SLOT_BITS).fill(EMPTY),
  };
  for (const [owner, set] of built.sets.entries())
    for (const word of set.words) insert(built, word | 0, owner);
  index = built;
  return built;
}

function insert(into: Index, word: number, owner: number): void {
  const hash = hashOf(word);
  into.bitmap[hash >>> 5]! |= 1 << (hash & 31);
  const slot = slotOf(into, word);
  into.words[slot] = word;
  into.owners[slot] = owner;
}

function hashOf(word: number): number {
  return Math.imul(word, 0x9e3779b1) >>> (32 - BITMAP_BITS);
}

/** Slot that holds the word, or the empty slot where it would go. */
function slotOf(from: Index, word: number): number {
  const mask = (1 << SLOT_BITS) - 1;
  let slot = hashOf(word) & mask;
  while (from.owners[slot] !== EMPTY && from.words[slot] !== word) slot = (slot + 1) & mask;
  return slot;
}

/** Collects the constant sets of one module. */
export class ConstantSearch implements WordSink {
  readonly #index = constantIndex();
  readonly #seen = new Uint8Array(1 << SLOT_BITS);
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
    const slot = slotOf(this.#index, word);
    const owner = this.#index.owners[slot]!;
    if (owner === EMPTY || this.#seen[slot] === 1) return;
    this.#seen[slot] = 1;
    this.#found[owner]!++;
  }
}
