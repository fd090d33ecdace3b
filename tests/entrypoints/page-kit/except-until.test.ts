// When an exception ends, as the policy reads it.
import { describe, expect, it } from 'vitest';
import { endOf } from '../../../core/policy/exceptions.ts';
import { namedHost } from '../../../core/policy/shapes.ts';
import { ENDS, untilOf } from '../../../entrypoints/page-kit/except-until.ts';

const now = new Date(2026, 10, 28, 22, 30, 15, 500).getTime();

describe('the end of an exception', () => {
  it('is a moment for an hour, the last day for days, nothing for no end', () => {
    expect(untilOf('today', now, '')).toBe('2026-11-28');
    expect(untilOf('week', now, '')).toBe('2026-12-05');
    expect(untilOf('month', now, '')).toBe('2026-12-28');
    expect(untilOf('date', now, '2027-01-31')).toBe('2027-01-31');
    expect(untilOf('never', now, '2027-01-31')).toBe('');
    expect(Date.parse(untilOf('hour', now, ''))).toBe(now - 500 + 3_600_000);
  });

  it('is always one that the policy accepts and that is still to come', () => {
    for (const end of ENDS) {
      const named = {
        host: 'a.example',
        reason: '',
        by: '',
        until: untilOf(end, now, '2027-01-31'),
      };
      expect(namedHost.schema.safeParse(named).success).toBe(true);
      expect(endOf(named)).toBeGreaterThan(now);
    }
  });
});
