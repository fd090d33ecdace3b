// LEB128 and names: what the specification allows is read exactly, everything else is refused with its offset.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader, skipSigned, skipUnsigned } from '../../../core/wasm/byte-reader.ts';
import { WasmFormatError } from '../../../core/wasm/errors.ts';
import { signedLeb, unsignedLeb } from './wasm-bytes.ts';

function reader(...bytes: number[]): ByteReader {
  return new ByteReader(Uint8Array.from(bytes), 0, bytes.length, 0x100);
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
        const cursor = reader(...unsignedLeb(value), 0xff);
        expect(cursor.u32()).toBe(value);
        expect(cursor.at).toBe(unsignedLeb(value).length);
      }),
    );
  });

  it('reads back u64 up to 2^53', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        expect(reader(...unsignedLeb(value)).u64()).toBe(value);
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
    expect(reader(0x80, 0x80, 0x80, 0x80, 0x00).u32()).toBe(0);
    const error = thrown(() => reader(0x80, 0x80, 0x80, 0x80, 0x80, 0x00).u32());
    expect(error.message).toBe('invalid LEB128: too long or too large (at offset 0x104)');
    expect(error.offset).toBe(0x104);
  });

  it('says where the window ends inside a value', () => {
    expect(thrown(() => reader(0x80, 0x80).u32()).message).toBe('unexpected end (at offset 0x102)');
  });
});

describe('names', () => {
  it('reads back every well-formed string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const well = text.toWellFormed();
        const bytes = [...Buffer.from(well, 'utf8')];
        expect(reader(...unsignedLeb(bytes.length), ...bytes).name()).toBe(well);
      }),
    );
  });

  it('agrees with the strict UTF-8 decoder on what is malformed', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        let expected: string | null = null;
        try {
          expected = strict.decode(bytes);
        } catch {
          expected = null;
        }
        const read = (): string => reader(bytes.length, ...bytes).name();
        if (expected === null) expect(read).toThrow('malformed UTF-8');
        else expect(read()).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not read past the window', () => {
    expect(() => reader(5, 0x61).name()).toThrow('unexpected end (at offset 0x102)');
    expect(() => reader(1, 0xc3, 0xa9).name()).toThrow('malformed UTF-8');
  });
});
