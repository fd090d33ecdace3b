// How long what follows an opcode is, by its kind. It decodes no more than it must to find the end; whether the end
// lies within the window of fixed-size immediates is for the caller, who checks it once.
import { skipSigned, skipUnsigned, unsignedAt } from './leb128.ts';
import { WasmFormatError } from './errors.ts';

/** Finds the position behind one item that starts at `at`. Throws `WasmFormatError`. */
export type Skip = (bytes: Uint8Array, at: number, end: number, base: number) => number;

/** Position behind the immediate at `at`, or -1 for an unknown kind. Kinds as in KIND, as literals for V8. */
export function skipImmediate(
  kind: number,
  bytes: Uint8Array,
  at: number,
  end: number,
  base: number,
): number {
  switch (kind) {
    case 1: // none
    case 10: // end
      return at;
    case 2: // index
    case 11: // delegate
      return skipIndex(bytes, at, end, base);
    case 3: // indexes
      return skipIndex(bytes, skipIndex(bytes, at, end, base), end, base);
    case 4: // memory
      return skipMemory(bytes, at, end, base);
    case 5: // i32
      return skipSigned(bytes, at, end, 32, base);
    case 6: // i64
      return skipSigned(bytes, at, end, 64, base);
    case 7: // f32
      return at + 4;
    case 8: // f64
      return at + 8;
    case 9: // block
    case 14: // heapType
      return skipHeapType(bytes, at, end, base);
    case 12: // branchTable
      return skipIndex(bytes, skipEach(bytes, at, end, base, skipIndex), end, base);
    case 13: // types
      return skipEach(bytes, at, end, base, skipType);
    case 15: // tryTable
      return skipEach(bytes, skipHeapType(bytes, at, end, base), end, base, skipCatch);
    case 16: // castBranch
      return skipCastBranch(bytes, at, end, base);
    case 17: // byte
      return at + 1;
    case 18: // v128
    case 19: // lanes
      return at + 16;
    case 20: // memoryLane
      return skipMemory(bytes, at, end, base) + 1;
    default:
      return -1;
  }
}

export const skipIndex: Skip = (bytes, at, end, base) => skipUnsigned(bytes, at, end, 5, base);

const skipHeapType: Skip = (bytes, at, end, base) => skipSigned(bytes, at, end, 33, base);

/** A value type: one byte, or 0x63 / 0x64 and a heap type. */
export const skipType: Skip = (bytes, at, end, base) => {
  const first = byteAt(bytes, at, end, base);
  return first === 0x63 || first === 0x64 ? skipHeapType(bytes, at + 1, end, base) : at + 1;
};

/** A count and as many items. */
export function skipEach(
  bytes: Uint8Array,
  at: number,
  end: number,
  base: number,
  skip: Skip,
): number {
  let p = skipIndex(bytes, at, end, base);
  for (let left = unsignedAt(bytes, at, p); left > 0; left--) p = skip(bytes, p, end, base);
  return p;
}

const skipMemory: Skip = (bytes, at, end, base) => {
  let p = skipIndex(bytes, at, end, base);
  if ((unsignedAt(bytes, at, p) & 0x40) !== 0) p = skipIndex(bytes, p, end, base);
  return skipUnsigned(bytes, p, end, 10, base);
};

/** Flags, a label and two heap types. */
const skipCastBranch: Skip = (bytes, at, end, base) => {
  const from = skipHeapType(bytes, skipIndex(bytes, at + 1, end, base), end, base);
  return skipHeapType(bytes, from, end, base);
};

/** One catch clause of try_table: `catch` and `catch_ref` (0, 1) carry a tag before the label. */
const skipCatch: Skip = (bytes, at, end, base) => {
  const hasTag = byteAt(bytes, at, end, base) < 2;
  return skipIndex(bytes, hasTag ? skipIndex(bytes, at + 1, end, base) : at + 1, end, base);
};

/** The byte at `at`, which must lie in the window. */
export function byteAt(bytes: Uint8Array, at: number, end: number, base: number): number {
  if (at >= end) throw new WasmFormatError('unexpected end', base + end);
  return bytes[at]!;
}
