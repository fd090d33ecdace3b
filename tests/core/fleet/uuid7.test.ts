// UUIDv7 as RFC 9562 writes it, and that ids sort as they were made.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uuid7 } from '../../../core/fleet/uuid7.ts';

const anyTime = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const anyRandom = fc.uint8Array({ minLength: 10, maxLength: 10 });

describe('uuid7', () => {
  it('is the example of RFC 9562, appendix A.6', () => {
    const random = Buffer.from('0cc318c4dc0c0c07398f', 'hex');
    expect(uuid7(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('says its version and variant, and holds time and randomness, whatever they are', () => {
    fc.assert(
      fc.property(anyTime, anyRandom, (at, random) => {
        const id = uuid7(at, random);
        expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
        const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
        expect(bytes.readUIntBE(0, 6)).toBe(at);
        const left = Buffer.from(random);
        // Four bits are the version, two the variant.
        left[0] = (left.readUInt8(0) & 0x0f) | 0x70;
        left[2] = (left.readUInt8(2) & 0x3f) | 0x80;
        expect(bytes.subarray(6)).toEqual(left);
      }),
    );
  });

  it('sorts by time', () => {
    fc.assert(
      fc.property(anyTime, anyTime, anyRandom, anyRandom, (a, b, one, two) => {
        fc.pre(a < b);
        expect(uuid7(a, one) < uuid7(b, two)).toBe(true);
      }),
    );
  });

  it('keeps within its 48 bits for a clock that is off', () => {
    const random = new Uint8Array(10);
    expect(uuid7(-1, random)).toBe('00000000-0000-7000-8000-000000000000');
    expect(uuid7(2 ** 60, random)).toBe('ffffffff-ffff-7000-8000-000000000000');
  });
});
