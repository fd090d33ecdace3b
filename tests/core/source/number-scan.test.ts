// Which values a number in source text can stand for, in every spelling that minifiers and obfuscators use.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanNumbers } from '../../../core/source/number-scan.ts';

/** All values of `text`, as unsigned 32-bit words. */
function valuesOf(text: string): number[] {
  const values: number[] = [];
  scanNumbers(text, 0, text.length, (word) => values.push(word >>> 0));
  return values;
}

const K0 = 0x428a2f98;

describe('one number', () => {
  it.each([
    ['hex', '0x428a2f98'],
    ['hex in capitals', '0X428A2F98'],
    ['decimal', '1116352408'],
    ['with the suffix of WGSL', '0x428a2f98u'],
    ['as a big integer', '0x428a2f98n'],
    ['as a float of a shader', '1116352408.0'],
    ['behind an operator', 'x=y+0x428a2f98|0'],
    ['in minified asm.js', 'a=b+1116352408|0'],
  ])('%s', (_form, text) => {
    expect(valuesOf(text)).toContain(K0);
  });

  it('negative, as a signed word', () => {
    expect(valuesOf('a + -1245643825 | 0')).toContain(0xb5c0fbcf);
    expect(valuesOf('[1,-1245643825]')).toContain(0xb5c0fbcf);
    expect(valuesOf('a - 1245643825')).toContain(0xb5c0fbcf);
  });

  it('none in a name', () => {
    expect(valuesOf('_0x428a2f98(a1116352408, $1116352408, x.1116352408)')).toEqual([]);
  });
});

describe('several numbers', () => {
  it.each([
    ['0x428a2f00+0x98', K0],
    ['-0x5+0x428a2f9d', K0],
    ['0x2*0x214517cc', K0],
    ['0x428a2f98 - 0x0', K0],
    ['-0x10*-0x428a2f9+0x8', K0],
    ['0x1a*0x28f2f00+0x2*0xcc+-0x0', 0x1a * 0x28f2f00 + 0x198],
  ])('%s is one sum', (sum, value) => {
    expect(valuesOf(sum)).toContain(value);
  });

  it('bytes in a list are words in memory order', () => {
    expect(valuesOf('[198,99,99,165,248]')).toEqual(
      expect.arrayContaining([0xa56363c6, 0xf8a56363]),
    );
    expect(valuesOf('allocate([198,\n 99,\n 99, -91])')).toContain(0xa56363c6);
    expect(valuesOf('0xc6,0x63,0x63,0xa5')).toContain(0xa56363c6);
  });

  it('bytes far apart, or with code between them, are none', () => {
    expect(valuesOf(`198,99,99,${' '.repeat(60)}165`)).not.toContain(0xa56363c6);
    expect(valuesOf('198,99,99;165')).not.toContain(0xa56363c6);
  });
});

describe('any text', () => {
  it('is read to its end, without a throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(scanNumbers(text, 0, text.length, () => undefined)).toBeGreaterThanOrEqual(
          text.length,
        );
      }),
    );
  });

  it('every word is found in each spelling', () => {
    fc.assert(
      fc.property(fc.integer({ min: 256, max: 0xffffffff }), (word) => {
        for (const spelled of [String(word), String(word | 0), `0x${word.toString(16)}`])
          expect(valuesOf(`f(${spelled},x)`)).toContain(word);
      }),
    );
  });
});
