// Finds the ends of the items that sections are made of: indices, types, vectors of items. It decodes no more than it must
// to find the end. What follows an opcode is for the walk (walker/reading.ts).
import { skipSigned, skipUnsigned, unsignedAt } from './leb128.ts';
import { WasmFormatError } from './errors.ts';

/** Finds the position behind one item that starts at `at`. Throws `WasmFormatError`. */
export type Skip = (bytes: Uint8Array, at: number, end: number, base: number) => number;

export const skipIndex: Skip = (bytes, at, end, base) => skipUnsigned(bytes, at, end, 5, base);

/** A value type: one byte, or 0x63 / 0x64 and a heap type. */
export const skipType: Skip = (bytes, at, end, base) => {
  const first = byteAt(bytes, at, end, base);
  return first === 0x63 || first === 0x64 ? skipSigned(bytes, at + 1, end, 33, base) : at + 1;
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

/** The byte at `at`, which must lie in the window. */
export function byteAt(bytes: Uint8Array, at: number, end: number, base: number): number {
  if (at >= end) throw new WasmFormatError('unexpected end', base + end);
  return bytes[at]!;
}
