// Reads the integers of the wasm binary format out of a window of bytes, with every bound checked. It knows nothing
// of sections or opcodes, and must never read past `end` or accept an overlong LEB128.
// Spec: https://webassembly.github.io/spec/core/binary/values.html
import { WasmFormatError } from './errors.ts';

/** Highest byte of the last LEB128 group that still fits, for unsigned 32- and 64-bit values. */
const LAST_U32 = 0x0f;
const LAST_U64 = 0x01;

/**
 * Position behind an unsigned LEB128 of at most `maxBytes` (5 or 10) that starts at `at`.
 * `base` is the absolute offset of `bytes[0]`, for the error.
 */
export function skipUnsigned(
  bytes: Uint8Array,
  at: number,
  end: number,
  maxBytes: 5 | 10,
  base: number,
): number {
  const last = at + maxBytes - 1;
  for (let p = at; p <= last; p++) {
    if (p >= end) throw new WasmFormatError('unexpected end', base + end);
    const byte = bytes[p]!;
    if (byte < 0x80) {
      if (p === last && byte > (maxBytes === 5 ? LAST_U32 : LAST_U64)) break;
      return p + 1;
    }
  }
  throw new WasmFormatError('invalid LEB128: too long or too large', base + last);
}

/** The bits of the last group beyond the value must all repeat its sign: by number of bits in the value. */
function signedTailFits(byte: number, bits: 32 | 33 | 64): boolean {
  if (bits === 64) return byte === 0 || byte === 0x7f;
  const tail = bits === 32 ? byte & 0x78 : byte & 0x70;
  return tail === 0 || tail === (bits === 32 ? 0x78 : 0x70);
}

/** Position behind a signed LEB128 of 32, 33 or 64 bits that starts at `at`. */
export function skipSigned(
  bytes: Uint8Array,
  at: number,
  end: number,
  bits: 32 | 33 | 64,
  base: number,
): number {
  const last = at + (bits === 64 ? 9 : 4);
  for (let p = at; p <= last; p++) {
    if (p >= end) throw new WasmFormatError('unexpected end', base + end);
    const byte = bytes[p]!;
    if (byte < 0x80) {
      if (p === last && !signedTailFits(byte, bits)) break;
      return p + 1;
    }
  }
  throw new WasmFormatError('invalid LEB128: too long or too large', base + last);
}

/** Value of an unsigned LEB128 in `bytes[at, next)`; exact up to 2^53. */
export function unsignedAt(bytes: Uint8Array, at: number, next: number): number {
  let value = 0;
  for (let p = next - 1; p >= at; p--) value = value * 128 + (bytes[p]! & 0x7f);
  return value;
}
