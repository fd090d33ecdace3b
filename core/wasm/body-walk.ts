// Walks the instructions of one function body: counts what sort of work it does, follows loop nesting, and hands
// out constants large enough to mean something. It keeps no state between bodies and must never allocate per
// instruction: it runs over every byte of code that a page compiles.
import { skipSigned, skipUnsigned, unsignedAt } from './byte-reader.ts';
import { WasmFormatError } from './errors.ts';
import { MAX_LOCALS, MAX_TRACKED_DEPTH } from './limits.ts';
import {
  CLASS,
  CLASS_COUNT,
  ENTRY,
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
  /** Vector instructions, of any class. */
  vectorOps: number;
  loops: number;
  /** How deep loops are nested: 0 without a loop. */
  loopDepth: number;
  /** The window of the last body and a view of it: made once for all bodies of a window. */
  window: Uint8Array | null;
  view: DataView | null;
  /** Absolute offset of the first opcode we do not know, where the walk of this body stopped; or null. */
  unknownAt: number | null;
}

export function newBodyFacts(): BodyFacts {
  return {
    counts: new Int32Array(CLASS_COUNT),
    vectorOps: 0,
    loops: 0,
    loopDepth: 0,
    window: null,
    view: null,
    unknownAt: null,
  };
}

/** Nesting level of each open loop, outermost first. Shared by all walks, because a walk never yields. */
let openLoops: Int32Array | null = null;

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
  facts.vectorOps = 0;
  facts.loops = 0;
  facts.loopDepth = 0;
  facts.unknownAt = null;
  walkInstructions(bytes, skipLocals(bytes, start, end, base), end, base, facts, sink);
}

function skipLocals(bytes: Uint8Array, start: number, end: number, base: number): number {
  let p = skipUnsigned(bytes, start, end, 5, base);
  let total = 0;
  for (let groups = unsignedAt(bytes, start, p); groups > 0; groups--) {
    const next = skipUnsigned(bytes, p, end, 5, base);
    total += unsignedAt(bytes, p, next);
    if (total > MAX_LOCALS) throw new WasmFormatError('too many locals', base + p);
    p = skipType(bytes, next, end, base);
  }
  return p;
}

/** A value type: one byte, or 0x63 / 0x64 and a heap type. */
export function skipType(bytes: Uint8Array, at: number, end: number, base: number): number {
  if (at >= end) throw new WasmFormatError('unexpected end', base + end);
  const first = bytes[at]!;
  return first === 0x63 || first === 0x64 ? skipSigned(bytes, at + 1, end, 33, base) : at + 1;
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
  const loops = (openLoops ??= new Int32Array(MAX_TRACKED_DEPTH));
  const counts = facts.counts;
  const view = viewOf(bytes, facts);
  const lastQuad = bytes.length - 4;
  let nesting = 1;
  /** The innermost loop, or the function itself, is over when the nesting falls below this. */
  let floor = 1;
  let height = 0;
  let p = start;
  while (p < end) {
    const quad = p <= lastQuad ? view.getInt32(p, true) : lastBytes(bytes, p);
    const entry = entries[quad & 0xff]!;
    counts[(entry >> ENTRY.classShift) & 15]!++;
    nesting += ((entry >> ENTRY.nestingShift) & 3) - 1;
    const long = (quad | LONG_WAY) & entry & ENTRY.shortMask;
    if (long === 0) p += entry & 3;
    else if (long === ONE_BYTE && (entry & TWO_BYTES) === ONE_BYTE && (quad & 0x800000) === 0)
      p += 3;
    else if (long === 0x800000 && quad >= 0) p += 4;
    else {
      p = longWay(entry >> ENTRY.kindShift, bytes, p, end, base, facts, sink);
      if (p < 0) return;
      if (entry >> ENTRY.kindShift === KIND.loop && height < MAX_TRACKED_DEPTH) {
        loops[height++] = floor;
        floor = nesting;
        facts.loops++;
        if (height > facts.loopDepth) facts.loopDepth = height;
      }
    }
    if (nesting < floor) {
      if (height === 0) break;
      floor = loops[--height]!;
    }
  }
  // The same words as everywhere the bytes run out: which check notices may depend on what follows the body.
  if (nesting > 0 || p > end) throw new WasmFormatError('unexpected end', base + end);
  if (p < end) throw new WasmFormatError('instructions after the end of a function', base + p);
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

/** Position behind the instruction at `at`, or -1 when it is unknown. Kinds as in KIND, as literals for V8. */
function longWay(
  kind: number,
  bytes: Uint8Array,
  at: number,
  end: number,
  base: number,
  facts: BodyFacts,
  sink: WordSink,
): number {
  const p = at + 1;
  switch (kind) {
    case 2: // index
    case 12: // delegate
      return skipUnsigned(bytes, p, end, 5, base);
    case 3: // indexes
      return skipUnsigned(bytes, skipUnsigned(bytes, p, end, 5, base), end, 5, base);
    case 4: // memory
      return skipMemory(bytes, p, end, base);
    case 5: // i32
    case 6: // i64
      return constant(kind === 5 ? 32 : 64, bytes, p, end, base, sink);
    case 7: // f32
      return p + 4;
    case 8: // f64
      return p + 8;
    case 9: // block
    case 10: // loop
    case 15: // heapType
      return skipSigned(bytes, p, end, 33, base);
    case 13: // branchTable
    case 14: // types
    case 16: // tryTable
    case 17: // castBranch
      return skipRare(kind, bytes, p, end, base);
    case 22: // prefix
      return prefixed(bytes, at, end, base, facts, sink);
    default:
      facts.unknownAt = base + at;
      return -1;
  }
}

/** Everything behind a prefix byte: one more opcode, then its immediate. */
function prefixed(
  bytes: Uint8Array,
  at: number,
  end: number,
  base: number,
  facts: BodyFacts,
  sink: WordSink,
): number {
  // Vector code is full of these: one byte of opcode must not cost a loop.
  const isShort = at + 1 < end && bytes[at + 1]! < 0x80;
  const p = isShort ? at + 2 : skipUnsigned(bytes, at + 1, end, 5, base);
  const opcode = isShort ? bytes[at + 1]! : unsignedAt(bytes, at + 1, p);
  const entry = prefixedEntry(bytes[at]!, opcode);
  facts.counts[CLASS.other]!--;
  facts.counts[(entry >> ENTRY.classShift) & 15]!++;
  if (bytes[at] === 0xfd) facts.vectorOps++;
  const kind = entry >> ENTRY.kindShift;
  switch (kind) {
    case KIND.none:
      return p;
    case KIND.byte:
      return p + 1;
    case KIND.lanes:
      return p + 16;
    case KIND.memoryLane:
      return skipMemory(bytes, p, end, base) + 1;
    case KIND.v128:
      if (p + 16 > end) throw new WasmFormatError('unexpected end', base + end);
      for (let i = 0; i < 16; i += 4) sink.word(wordAt(bytes, p + i));
      return p + 16;
    default: {
      const next = longWay(kind, bytes, p - 1, end, base, facts, sink);
      if (next < 0) facts.unknownAt = base + at;
      return next;
    }
  }
}

/** A constant operand; shorter ones than four bytes mean nothing and are passed over. */
function constant(
  bits: 32 | 64,
  bytes: Uint8Array,
  at: number,
  end: number,
  base: number,
  sink: WordSink,
): number {
  const next = skipSigned(bytes, at, end, bits, base);
  if (next - at > 3) sink.word(lowWord(bytes, at, next));
  if (next - at > 5) sink.word(highWord(bytes, at, next));
  return next;
}

function skipMemory(bytes: Uint8Array, at: number, end: number, base: number): number {
  let p = skipUnsigned(bytes, at, end, 5, base);
  if ((unsignedAt(bytes, at, p) & 0x40) !== 0) p = skipUnsigned(bytes, p, end, 5, base);
  return skipUnsigned(bytes, p, end, 10, base);
}

/** Immediates too rare to be inlined; numbers as in KIND. */
function skipRare(kind: number, bytes: Uint8Array, at: number, end: number, base: number): number {
  if (kind === 15) return skipSigned(bytes, at, end, 33, base);
  if (kind === 17) {
    let p = skipUnsigned(bytes, at + 1, end, 5, base);
    p = skipSigned(bytes, p, end, 33, base);
    return skipSigned(bytes, p, end, 33, base);
  }
  let p = kind === 16 ? skipSigned(bytes, at, end, 33, base) : at;
  const next = skipUnsigned(bytes, p, end, 5, base);
  let count = unsignedAt(bytes, p, next);
  p = next;
  for (; count > 0; count--) {
    if (kind === 14) p = skipType(bytes, p, end, base);
    else if (kind === 13) p = skipUnsigned(bytes, p, end, 5, base);
    else p = skipCatch(bytes, p, end, base);
  }
  return kind === 13 ? skipUnsigned(bytes, p, end, 5, base) : p;
}

/** One catch clause of try_table: `catch` and `catch_ref` (0, 1) carry a tag before the label. */
function skipCatch(bytes: Uint8Array, at: number, end: number, base: number): number {
  if (at >= end) throw new WasmFormatError('unexpected end', base + end);
  const p = bytes[at]! < 2 ? skipUnsigned(bytes, at + 1, end, 5, base) : at + 1;
  return skipUnsigned(bytes, p, end, 5, base);
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
