// Reads the primitive values of the wasm binary format out of a window of bytes, with every bound checked. It
// knows nothing of sections or opcodes, and must never read past `end` or accept an overlong LEB128.
// Spec: https://webassembly.github.io/spec/core/binary/values.html
import { WasmFormatError } from './errors.ts';
import { MAX_NAME_BYTES } from './limits.ts';

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

/** A cursor over one complete window, such as a section. Every read throws `WasmFormatError` when it cannot be. */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly end: number;
  readonly base: number;
  at: number;

  constructor(bytes: Uint8Array, start: number, end: number, base: number) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    this.base = base;
  }

  /** Absolute offset of the next byte. */
  get offset(): number {
    return this.base + this.at;
  }

  byte(): number {
    if (this.at >= this.end) throw new WasmFormatError('unexpected end', this.base + this.end);
    return this.bytes[this.at++]!;
  }

  u32(): number {
    const from = this.at;
    this.at = skipUnsigned(this.bytes, from, this.end, 5, this.base);
    return unsignedAt(this.bytes, from, this.at);
  }

  /** Up to 64 bits, rounded above 2^53. */
  u64(): number {
    const from = this.at;
    this.at = skipUnsigned(this.bytes, from, this.end, 10, this.base);
    return unsignedAt(this.bytes, from, this.at);
  }

  /** A count that must not exceed a named limit. */
  count(limit: number, what: string): number {
    const from = this.offset;
    const value = this.u32();
    if (value > limit)
      throw new WasmFormatError(`too many ${what}: ${value}, limit ${limit}`, from);
    return value;
  }

  skipSigned(bits: 32 | 33 | 64): void {
    this.at = skipSigned(this.bytes, this.at, this.end, bits, this.base);
  }

  skip(count: number): void {
    if (count > this.end - this.at)
      throw new WasmFormatError('unexpected end', this.base + this.end);
    this.at += count;
  }

  /** A UTF-8 name. Decoded by hand: the page could have replaced TextDecoder. */
  name(): string {
    const length = this.count(MAX_NAME_BYTES, 'bytes in a name');
    const stop = this.at + length;
    if (stop > this.end) throw new WasmFormatError('unexpected end', this.base + this.end);
    let text = '';
    while (this.at < stop) text += String.fromCodePoint(this.#codePoint(stop));
    return text;
  }

  #codePoint(stop: number): number {
    const from = this.offset;
    const first = this.bytes[this.at++]!;
    if (first < 0x80) return first;
    const more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    let value = first & (0x3f >> more);
    let valid = first >= 0xc2 && first <= 0xf4;
    for (let i = 0; i < more; i++) {
      const byte = this.at < stop ? this.bytes[this.at++]! : 0;
      valid &&= byte >> 6 === 2;
      value = (value << 6) | (byte & 0x3f);
    }
    const smallest = more === 3 ? 0x10000 : more === 2 ? 0x800 : 0x80;
    valid &&= value >= smallest && value <= 0x10ffff && (value < 0xd800 || value > 0xdfff);
    if (!valid) throw new WasmFormatError('malformed UTF-8 in a name', from);
    return value;
  }
}
