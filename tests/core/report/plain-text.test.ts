// Text from pages as people see it: bounded, one line, nothing hidden or turned around.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../../core/report/plain-text.ts';
import { hostileText } from './incident-samples.ts';

describe('plainText', () => {
  it('leaves ordinary text of any language alone', () => {
    for (const text of [
      'Watch films',
      'Фильмы – онлайн',
      '映画を見る',
      'أفلام',
      'a <b> & "c"',
      '🎬 ok',
    ])
      expect(plainText(text, 200)).toBe(text);
  });

  it('shows that text was turned around or hidden', () => {
    expect(plainText('invoice\u202efdp.exe', 200)).toBe('invoice\ufffdfdp.exe');
    expect(plainText('pay\u200bpal', 200)).toBe('pay\ufffdpal');
  });

  it('makes one line of many', () => {
    expect(plainText('  a\r\n\tb\u0000\u2028c ', 200)).toBe('a b c');
  });

  it('cuts at the bound and says so, without half a character', () => {
    expect(plainText('abcdef', 6)).toBe('abcdef');
    expect(plainText('abcdefg', 6)).toBe('abcde…');
    expect(plainText('abcd🎬🎬', 6)).toBe('abcd…');
  });

  it('is bounded, well formed and stable for whatever comes, a megabyte included', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 60 }), (text, max) => {
        for (const input of [text, text.repeat(200), `${text}${'x'.repeat(1_000_000)}`]) {
          const shown = plainText(input, max);
          expect(shown.length).toBeLessThanOrEqual(max);
          expect(shown.isWellFormed()).toBe(true);
          expect(shown).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
          expect(plainText(shown, max)).toBe(shown);
        }
      }),
      { numRuns: 60 },
    );
  });
});
