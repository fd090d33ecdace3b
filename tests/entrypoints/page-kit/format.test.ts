// Numbers and times as people read them.
import { describe, expect, it, vi } from 'vitest';

vi.mock('webextension-polyfill', async () => {
  const { i18n } = await import('./english.ts');
  return { default: { i18n } };
});

const { bytesText, energyText, percentText, relativeText } =
  await import('../../../entrypoints/page-kit/format.ts');
const { counted } = await import('../../../entrypoints/page-kit/text.ts');

describe('format', () => {
  it('counts in words', () => {
    expect([0, 1, 1_234].map((n) => counted('incidents', n))).toEqual([
      '0 incidents',
      '1 incident',
      '1,234 incidents',
    ]);
  });

  it('gives the exact size and a rounded one', () => {
    expect(bytesText(1)).toBe('1 byte');
    expect(bytesText(318_204)).toBe('318,204 bytes (318 kB)');
    expect(percentText(88.44)).toBe('88.4%');
  });

  it('leaves what nobody has set unknown', () => {
    const basis = { wattsPerCore: 0, energyPriceCents: 32, currency: 'EUR' };
    expect(energyText(3_600_000, basis)).toBe('not set');
    expect(energyText(3_600_000, { ...basis, wattsPerCore: 8, energyPriceCents: 0 })).toBe('8 Wh');
    expect(energyText(3_600_000, { ...basis, wattsPerCore: 8 })).toBe('8 Wh, €0.0026');
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
