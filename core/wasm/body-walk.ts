// Walks the instructions of one function body: counts what sort of work it does and hands out constants large enough
// to mean something. It keeps no state between bodies and must never allocate per instruction: it runs over every
// byte of code that a page compiles.
import { unsignedAt } from './leb128.ts';
import { WasmFormatError } from './errors.ts';
import { skipEach, skipImmediate, skipIndex, skipType } from './immediates.ts';
import {
  CLASS,
  CLASS_COUNT,
  CLASS_SHIFT,
  KIND_SHIFT,
  NESTING_SHIFT,
  SHORT_MASK,
  KIND,
  LONG_WAY,
  ONE_BYTE,
  opcodeTable,
  prefixedEntry,
  TWO_BYTES,
} from './opcodes.ts';

/** Takes 32-bit words of constant operands, in the order of the code. */
export interface WordSink {
  word(word: number): void;
}

/** What one body holds; reused from body to body. */
export interface BodyFacts {
  /** Instructions by class (opcodes.ts). */
  readonly counts: Int32Array;
  /** The window of the last body and a view of it: made once for all bodies of a window. */
  window: Uint8Array | null;
  view: DataView | null;
  /** Absolute offset of the first opcode we do not know, where the walk of this body stopped; or null. */
  unknownAt: number | null;
}

export function newBodyFacts(): BodyFacts {
  return { counts: new Int32Array(CLASS_COUNT), window: null, view: null, unknownAt: null };
}

/**
 * Walks `bytes[start, end)`, a whole body with its locals; `base` is the absolute offset of `bytes[0]`.
 * Throws `WasmFormatError`. An unknown opcode ends the walk of this body without an error.
 */
export function walkBody(
  bytes: Uint8Array,
  start: number,
  end: number,
  base: number,
  facts: BodyFacts,
  sink: WordSink,
): void {
  for (let i = 0; i < CLASS_COUNT; i++) facts.counts[i] = 0;
  facts.unknownAt = null;
  const code = skipEach(bytes, start, end, base, skipLocals);
  walkInstructions(bytes, code, end, base, facts, sink);
}

/** One group of locals: how many, and their type. */
function skipLocals(bytes: Uint8Array, at: number, end: number, base: number): number {
  return skipType(bytes, skipIndex(bytes, at, end, base), end, base);
}

/**
 * The hot loop, one load and one table entry an instruction. Nearly all take the short way; an index, constant or
 * offset of two bytes is next; the rest is longWay. Measured with tests/bench/analysis.bench.ts.
 */
function walkInstructions(
  bytes: Uint8Array,
  start: number,
  end: number,
  base: number,
  facts: BodyFacts,
  sink: WordSink,
): void {
  const entries = opcodeTable();
  const counts = facts.counts;
  const view = viewOf(bytes, facts);
  const lastQuad = bytes.length - 4;
  let nesting = 1;
  let p = start;
  while (p < end && nesting > 0) {
    const quad = p <= lastQuad ? view.getInt32(p, true) : lastBytes(bytes, p);
    const entry = entries[quad & 0xff]!;
    const long = (quad | LONG_WAY) & entry & SHORT_MASK;
    if (long === 0) p += entry & 3;
    else if (long === ONE_BYTE && (entry & TWO_BYTES) === ONE_BYTE && (quad & 0x800000) === 0)
      p += 3;
    else if (long === 0x800000 && quad >= 0) p += 4;
    else {
      p = longWay(entry, bytes, p, end, base, facts, sink);
      if (p < 0) return;
    }
    counts[(entry >> CLASS_SHIFT) & 15]!++;
    nesting += ((entry >> NESTING_SHIFT) & 3) - 1;
  }
  // The same words as everywhere the bytes run out: which check notices may depend on what follows the body.
  if (nesting > 0 || p > end) throw new WasmFormatError('unexpected end', base + end);
  if (p < end) throw new WasmFormatError('instructions after the end of a function', base + p);
}

/**
 * Position behind the instruction at `at`, or -1 when it is unknown. A function of its own: the first vector opcode of
 * a realm would otherwise throw away V8's code of the whole loop.
 */
function longWay(
  first: number,
  bytes: Uint8Array,
  at: number,
  end: number,
  base: number,
  facts: BodyFacts,
  sink: WordSink,
): number {
  let entry = first;
  let immediate = at + 1;
  if (first >> KIND_SHIFT === KIND.prefix) {
    immediate = skipIndex(bytes, at + 1, end, base);
    entry = prefixedEntry(bytes[at]!, unsignedAt(bytes, at + 1, immediate));
    // The loop counts the prefix itself, which is `work`.
    facts.counts[CLASS.work]!--;
    facts.counts[(entry >> CLASS_SHIFT) & 15]!++;
  }
  const kind = entry >> KIND_SHIFT;
  const next = skipImmediate(kind, bytes, immediate, end, base);
  if (next < 0) facts.unknownAt = base + at;
  else if (next <= end) handOut(kind, bytes, immediate, next, sink);
  return next;
}

/** Up to four bytes at `p` where the window ends: what is missing reads as 0 and is caught by the end check. */
function lastBytes(bytes: Uint8Array, p: number): number {
  return bytes[p]! | ((bytes[p + 1] ?? 0) << 8) | ((bytes[p + 2] ?? 0) << 16);
}

function viewOf(bytes: Uint8Array, facts: BodyFacts): DataView {
  if (facts.view === null || facts.window !== bytes) {
    facts.window = bytes;
    facts.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }
  return facts.view;
}

/** The words of a constant operand in `bytes[at, next)`; shorter ones than four bytes mean nothing. */
function handOut(kind: number, bytes: Uint8Array, at: number, next: number, sink: WordSink): void {
  if (kind === KIND.i32 || kind === KIND.i64) {
    if (next - at > 3) sink.word(lowWord(bytes, at, next));
    if (next - at > 5) sink.word(highWord(bytes, at, next));
  } else if (kind === KIND.v128) {
    for (let p = at; p < next; p += 4) sink.word(wordAt(bytes, p));
  }
}

function wordAt(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}

/** Low 32 bits of a signed LEB128 of four bytes or more in `bytes[at, next)`. */
function lowWord(bytes: Uint8Array, at: number, next: number): number {
  const low =
    (bytes[at]! & 0x7f) |
    ((bytes[at + 1]! & 0x7f) << 7) |
    ((bytes[at + 2]! & 0x7f) << 14) |
    ((bytes[at + 3]! & 0x7f) << 21);
  if (next - at > 4) return low | (bytes[at + 4]! << 28);
  return (bytes[at + 3]! & 0x40) === 0 ? low : low | (0xf << 28);
}

/** High 32 bits of a signed LEB128 of six bytes or more in `bytes[at, next)`. */
function highWord(bytes: Uint8Array, at: number, next: number): number {
  let high = (bytes[at + 4]! & 0x7f) >> 4;
  let shift = 3;
  for (let p = at + 5; p < next; p++, shift += 7) high |= (bytes[p]! & 0x7f) << shift;
  const negative = (bytes[next - 1]! & 0x40) !== 0;
  return negative && shift < 32 ? high | (-1 << shift) : high;
}
