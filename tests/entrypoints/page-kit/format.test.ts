// Numbers and times as people read them.
import { describe, expect, it } from 'vitest';
import {
  bytesText,
  counted,
  percentText,
  relativeText,
} from '../../../entrypoints/page-kit/format.ts';

describe('format', () => {
  it('counts in words', () => {
    expect([0, 1, 1_234].map((n) => counted(n, 'incident'))).toEqual([
      '0 incidents',
      '1 incident',
      '1,234 incidents',
    ]);
    expect(counted(2, 'incident was', 'incidents were')).toBe('2 incidents were');
  });

  it('gives the exact size and a rounded one', () => {
    expect(bytesText(1)).toBe('1 byte');
    expect(bytesText(318_204)).toBe('318,204 bytes (318 kB)');
    expect(percentText(88.44)).toBe('88.4 %');
  });

  it.each([
    [0, 'now'],
    [-59_000, '59 seconds ago'],
    [-60_000, '1 minute ago'],
    [-3 * 3_600_000, '3 hours ago'],
    [-24 * 3_600_000, 'yesterday'],
    [-40 * 24 * 3_600_000, '40 days ago'],
    [90_000, 'in 1 minute'],
  ])('%i ms away is %j', (awayMs, text) => {
    const nowMs = Date.UTC(2026, 10, 23);
    expect(relativeText(nowMs + awayMs, nowMs)).toBe(text);
  });
});
