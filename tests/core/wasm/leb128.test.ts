// LEB128: what the specification allows is read exactly, everything else is refused with its offset.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { skipSigned, skipUnsigned, unsignedAt } from '../../../core/wasm/leb128.ts';
import { WasmFormatError } from '../../../core/wasm/errors.ts';
import { signedLeb, unsignedLeb } from './wasm-bytes.ts';

/** Reads an unsigned value at the start of `bytes`, as at offset 0x100 of a module. */
function read(maxBytes: 5 | 10, ...bytes: number[]): { value: number; next: number } {
  const window = Uint8Array.from(bytes);
  const next = skipUnsigned(window, 0, window.length, maxBytes, 0x100);
  return { value: unsignedAt(window, 0, next), next };
}

function thrown(work: () => unknown): WasmFormatError {
  try {
    work();
  } catch (error) {
    if (error instanceof WasmFormatError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('LEB128', () => {
  it('reads back every u32', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), (value) => {
        const bytes = unsignedLeb(value);
        expect(read(5, ...bytes, 0xff)).toEqual({ value, next: bytes.length });
      }),
    );
  });

  it('reads back u64 up to 2^53', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        expect(read(10, ...unsignedLeb(value)).value).toBe(value);
      }),
    );
  });

  it.each([
    [32, 0x7fffffffn],
    [33, 0xffffffffn],
    [64, 0x7fffffffffffffffn],
  ] as const)('skips every signed value of %i bits', (bits, max) => {
    fc.assert(
      fc.property(fc.bigInt({ min: -max - 1n, max }), (value) => {
        const bytes = Uint8Array.from([...signedLeb(value), 0x80]);
        expect(skipSigned(bytes, 0, bytes.length, bits, 0)).toBe(bytes.length - 1);
      }),
    );
  });

  it('refuses values of one bit too many', () => {
    for (const [bits, value] of [
      [32, 0x80000000n],
      [32, -0x80000001n],
      [33, 0x100000000n],
      [64, 0x8000000000000000n],
      [64, -0x8000000000000001n],
    ] as const) {
      const bytes = Uint8Array.from(signedLeb(value));
      expect(() => skipSigned(bytes, 0, bytes.length, bits, 0), `${bits}`).toThrow(
        'invalid LEB128',
      );
    }
    const large = Uint8Array.from(unsignedLeb(0x100000000n));
    expect(() => skipUnsigned(large, 0, large.length, 5, 0)).toThrow('invalid LEB128');
    const larger = Uint8Array.from(unsignedLeb(0x10000000000000000n));
    expect(() => skipUnsigned(larger, 0, larger.length, 10, 0)).toThrow('invalid LEB128');
  });

  it('takes padding up to the full length, not beyond', () => {
    expect(read(5, 0x80, 0x80, 0x80, 0x80, 0x00).value).toBe(0);
    const error = thrown(() => read(5, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00));
    expect(error.message).toBe('invalid LEB128: too long or too large (at offset 0x104)');
    expect(error.offset).toBe(0x104);
  });

  it('says where the window ends inside a value', () => {
    expect(thrown(() => read(5, 0x80, 0x80)).message).toBe('unexpected end (at offset 0x102)');
  });
});
