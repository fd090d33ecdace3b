// The host of the walk over code and data, which runs as WebAssembly (walker/, in AssemblyScript; `npm run walker` makes
// walker-bytes.ts of it): at its first module a page has no optimised JavaScript of ours yet, and would wait. Where a
// page may not compile WebAssembly we may not either, and it has no modules. One instance serves one realm.
import { WasmFormatError } from './errors.ts';
import { opcodeTable } from './opcodes.ts';
import { WALK_NUMBERS } from './walk-facts.ts';
import {
  CALL_COUNT,
  CALLS,
  COUNTS,
  FUNCTION_COUNT,
  FUNCTIONS,
  INPUT,
  KERNEL_SUMS,
  MIXERS,
  MIXERS_SEEN,
  SETS_SEEN,
  TABLE,
} from './walker/memory.ts';
import {
  globalOf,
  ownsInput,
  putInput,
  STRETCH_BYTES,
  walkerExports,
  walkerMemory,
  type WalkerExports,
} from './walker-instance.ts';

/** A set of words to look for: `need` different ones make it present. */
export interface WordSet {
  readonly need: number;
  readonly words: readonly number[];
}

/** A hash function known by the distances that one function body rotates by, in lanes of 32 or 64 bits. */
export interface Rotations {
  readonly laneBits: 32 | 64;
  /** Left or right: n and laneBits - n count as the same. */
  readonly distances: readonly number[];
  /** How many different ones must be there. */
  readonly need: number;
  /** Multiplications that the body must have as well. */
  readonly multiplies: number;
}

const FAULTS = [
  '',
  'unexpected end',
  'invalid LEB128: too long or too large',
  'instructions after the end of a function',
];

/** What was seen of one module, by position. */
export interface WalkResult {
  /** Sums over the kernels and over all bodies by class, then the facts in the order of WALK_FACTS. */
  readonly numbers: Float64Array;
  readonly setsPresent: readonly boolean[];
  readonly mixersPresent: readonly boolean[];
}

/** A module that was put aside in the middle. */
export interface Aside {
  readonly sums: Uint8Array;
  readonly calls: Uint8Array;
}

export class Walker {
  readonly #wasm: WalkerExports;
  readonly #sets: readonly WordSet[];
  readonly #mixers: readonly Rotations[];
  /** What lies at INPUT: these absolute offsets of the module. */
  #from = 0;
  #to = 0;

  /** Throws what the platform throws where WebAssembly is not allowed, or has no memory left. */
  constructor(sets: readonly WordSet[], mixers: readonly Rotations[]) {
    this.#wasm = walkerExports();
    this.#sets = sets;
    this.#mixers = mixers;
    this.#fill();
  }

  begin(): void {
    this.#wasm.beginModule(this.#mixers.length);
    this.#from = this.#to = 0;
  }

  /** Everything seen of the present module, so that another one can be read before it goes on. */
  putAside(): Aside {
    const memory = walkerMemory();
    const counts = new DataView(memory.buffer);
    const functions = counts.getUint32(FUNCTION_COUNT, true);
    const calls = counts.getUint32(CALL_COUNT, true);
    return {
      sums: memory.slice(COUNTS, FUNCTIONS + 4 * functions),
      calls: memory.slice(CALLS, CALLS + 8 * calls),
    };
  }

  /** Goes on with a module that was put aside. */
  resume({ sums, calls }: Aside): void {
    this.begin();
    const memory = walkerMemory();
    memory.set(sums, COUNTS);
    memory.set(calls, CALLS);
  }

  /** Walks a whole body at `bytes[start, end)`, up to its end or to an opcode that is unknown. Throws WasmFormatError */
  walk(bytes: Uint8Array, start: number, end: number, base: number, functionIndex: number): void {
    const at = this.#load(bytes, start, end, base);
    const fault = this.#wasm.walkBody(at, at + end - start, functionIndex);
    if (fault === 0) return;
    const offset = base + start + globalOf(this.#wasm.faultAt) - at;
    throw new WasmFormatError(FAULTS[fault] ?? '', offset);
  }

  /** Whether a body looks as if it were full of xor and rotate, from a few bytes of it. */
  looksDense(bytes: Uint8Array, start: number, end: number, base: number): boolean {
    const at = this.#load(bytes, start, end, base);
    return this.#wasm.looksDense(at, at + end - start) !== 0;
  }

  beginSegment(): void {
    this.#wasm.beginSegment();
  }

  /** Searches the next stretch of a data segment, whole or in samples. */
  search(bytes: Uint8Array, start: number, end: number, base: number, whole: boolean): void {
    for (let from = start; from < end; from += STRETCH_BYTES) {
      const to = Math.min(from + STRETCH_BYTES, end);
      const at = this.#load(bytes, from, to, base);
      if (whole) this.#wasm.searchData(at, at + to - from);
      else this.#wasm.searchSparsely(at, at + to - from);
    }
  }

  /** Everything that was seen since `begin`. */
  result(): WalkResult {
    this.#wasm.followCalls();
    const memory = walkerMemory();
    return {
      numbers: new Float64Array(memory.slice(KERNEL_SUMS, KERNEL_SUMS + 8 * WALK_NUMBERS).buffer),
      setsPresent: this.#sets.map(({ need }, i) => {
        const at = SETS_SEEN + 2 * i;
        return memory[at]! + 256 * memory[at + 1]! >= need;
      }),
      mixersPresent: this.#mixers.map((_, i) => memory[MIXERS_SEEN + i] === 1),
    };
  }

  /** Where `bytes[start, end)` lies in the walker's memory; copies it, with what follows, unless it is there. */
  #load(bytes: Uint8Array, start: number, end: number, base: number): number {
    const from = base + start;
    const to = base + end;
    if (!ownsInput(this) || from < this.#from || to > this.#to) {
      const stop = Math.min(bytes.length, Math.max(end, start + STRETCH_BYTES));
      putInput(bytes.subarray(start, stop), this);
      this.#from = from;
      this.#to = base + stop;
    }
    return INPUT + from - this.#from;
  }

  /** Writes the opcode table, the words and the rotations to look for. */
  #fill(): void {
    const table = opcodeTable();
    const memory = walkerMemory();
    memory.set(new Uint8Array(table.buffer, 0, table.byteLength), TABLE);
    this.#wasm.makeShort();
    // One call for all words: each call into fresh WebAssembly costs microseconds.
    const pairs = new DataView(memory.buffer, INPUT);
    let at = 0;
    for (const [set, { words }] of this.#sets.entries())
      for (const word of words) {
        pairs.setUint32(at, word, true);
        pairs.setUint32(at + 4, set, true);
        at += 8;
      }
    putInput(new Uint8Array(0), this);
    this.#wasm.addWords(INPUT + at);
    const view = new DataView(memory.buffer);
    memory.fill(0, MIXERS, MIXERS_SEEN);
    for (const [i, mixer] of this.#mixers.entries()) {
      const at = MIXERS + 16 * i;
      view.setUint16(at, mixer.laneBits, true);
      view.setUint16(at + 2, mixer.need, true);
      view.setUint32(at + 4, mixer.multiplies, true);
      for (const distance of mixer.distances) {
        const folded = Math.min(distance, mixer.laneBits - distance);
        const byte = at + 8 + (folded >> 3);
        view.setUint8(byte, view.getUint8(byte) | (1 << (folded & 7)));
      }
    }
  }
}
