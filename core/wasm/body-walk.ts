// Walks the instructions of one function body: counts what sort of work it does, follows loop nesting, and hands
// out constants large enough to mean something. It keeps no state between bodies and must never allocate per
// instruction: it runs over every byte of code that a page compiles.
import { skipSigned, skipUnsigned, unsignedAt } from './byte-reader.ts';
import { WasmFormatError } from './errors.ts';
import { MAX_LOCALS, MAX_TRACKED_DEPTH } from './limits.ts';
import { CLASS_COUNT, opcodeTable, PREFIX_LIMIT, prefixedSlot } from './opcodes.ts';

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
  /** Absolute offset of the first opcode we do not know, where the walk of this body stopped; or null. */
  unknownAt: number | null;
}

export function newBodyFacts(): BodyFacts {
  return { counts: new Int32Array(CLASS_COUNT), vectorOps: 0, loops: 0, loopDepth: 0, unknownAt: null };
}

/** For each open block: 1 when it is a loop. Shared by all walks, because a walk never yields. */
let frames: Uint8Array | null = null;

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
  facts.counts.fill(0);
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

// One loop on purpose: a call per instruction would cost more than the instruction. Kinds are literals here (see
// KIND in opcodes.ts, tests/core/wasm/body-walk.test.ts holds them together) so that the switch is a jump table.
// eslint-disable-next-line max-lines-per-function, complexity
function walkInstructions(
  bytes: Uint8Array,
  start: number,
  end: number,
  base: number,
  facts: BodyFacts,
  sink: WordSink,
): void {
  const table = opcodeTable();
  const isLoop = (frames ??= new Uint8Array(MAX_TRACKED_DEPTH));
  const counts = facts.counts;
  let depth = 1;
  let loopDepth = 0;
  let p = start;
  isLoop[1] = 0;
  while (p < end) {
    const at = p;
    let info = table[bytes[p++]!]!;
    if ((info & 31) === 22) {
      // prefix: the real opcode follows
      const next = skipUnsigned(bytes, p, end, 5, base);
      const opcode = unsignedAt(bytes, p, next);
      const prefix = bytes[at]!;
      info = opcode < PREFIX_LIMIT ? table[prefixedSlot(prefix, opcode)]! : 0;
      if (prefix === 0xfd) facts.vectorOps++;
      p = next;
    }
    counts[info >> 5]!++;
    switch (info & 31) {
      case 1: // none
        break;
      case 2: // index
        if (bytes[p]! < 0x80) p++;
        else p = skipUnsigned(bytes, p, end, 5, base);
        break;
      case 3: // indexes
        p = skipUnsigned(bytes, p, end, 5, base);
        p = skipUnsigned(bytes, p, end, 5, base);
        break;
      case 4: // memory
        if (bytes[p]! < 0x40 && bytes[p + 1]! < 0x80) p += 2;
        else p = skipMemory(bytes, p, end, base);
        break;
      case 5: // i32
        if (bytes[p]! < 0x80) p++;
        else {
          const next = skipSigned(bytes, p, end, 32, base);
          if (next - p > 3) sink.word(lowWord(bytes, p, next));
          p = next;
        }
        break;
      case 6: // i64
        if (bytes[p]! < 0x80) p++;
        else {
          const next = skipSigned(bytes, p, end, 64, base);
          if (next - p > 3) {
            sink.word(lowWord(bytes, p, next));
            if (next - p > 5) sink.word(highWord(bytes, p, next));
          }
          p = next;
        }
        break;
      case 7: // f32
        p += 4;
        break;
      case 8: // f64
        p += 8;
        break;
      case 9: // block
        p = skipSigned(bytes, p, end, 33, base);
        if (++depth < MAX_TRACKED_DEPTH) isLoop[depth] = 0;
        break;
      case 10: // loop
        p = skipSigned(bytes, p, end, 33, base);
        facts.loops++;
        if (++depth < MAX_TRACKED_DEPTH) {
          isLoop[depth] = 1;
          if (++loopDepth > facts.loopDepth) facts.loopDepth = loopDepth;
        }
        break;
      case 11: // end
      case 12: // delegate names a label, then ends its block as well
        if ((info & 31) === 12) p = skipUnsigned(bytes, p, end, 5, base);
        if (depth < MAX_TRACKED_DEPTH) loopDepth -= isLoop[depth]!;
        if (--depth === 0) {
          if (p !== end) throw new WasmFormatError('instructions after the end of a function', base + p);
          return;
        }
        break;
      case 13: // branchTable
      case 14: // types
      case 15: // heapType
      case 16: // tryTable
      case 17: // castBranch
        p = skipRare(info & 31, bytes, p, end, base);
        if ((info & 31) === 16 && ++depth < MAX_TRACKED_DEPTH) isLoop[depth] = 0;
        break;
      case 18: // byte
        p++;
        break;
      case 19: // v128
        if (p + 16 > end) throw new WasmFormatError('unexpected end', base + end);
        for (let i = 0; i < 16; i += 4) sink.word(wordAt(bytes, p + i));
        p += 16;
        break;
      case 20: // lanes
        p += 16;
        break;
      case 21: // memoryLane
        p = skipMemory(bytes, p, end, base) + 1;
        break;
      default: // unknown
        facts.unknownAt = base + at;
        return;
    }
  }
  throw new WasmFormatError('a function body must end with its end opcode', base + end);
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
