// What each status means for a batch, and how long a receiver may keep us waiting.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerOf, LONGEST_RETRY_AFTER_MS, waitOf } from '../../../core/fleet/answer.ts';

const NOW = Date.UTC(2026, 10, 29, 6, 0, 0);

function meaningOf(status: number): string {
  return answerOf(status, null, '', NOW).is;
}

describe('answerOf', () => {
  it.each([
    ['taken', [200, 202, 204, 207]],
    ['too-large', [413]],
    ['later', [408, 409, 423, 425, 429, 500, 502, 503, 504, 507, 599]],
    ['refused', [400, 411, 412, 414, 416, 422, 431]],
    // A redirect could carry the token to another host.
    ['closed', [300, 301, 302, 307, 308, 401, 402, 403, 404, 405, 406, 407, 410, 415, 421]],
    ['closed', [426, 451]],
  ])('%s: %j', (meaning, statuses) => {
    expect(statuses.map(meaningOf)).toEqual(statuses.map(() => meaning));
  });

  it('takes a batch as taken on 2xx alone, and gives a reason for all else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.string(), (status, said) => {
        const answer = answerOf(status, null, said, NOW);
        expect(answer.is === 'taken').toBe(status >= 200 && status < 300);
        if (answer.is !== 'taken') expect(answer.why).toContain(String(status));
      }),
    );
  });

  it('says what the receiver said', () => {
    expect(answerOf(400, null, 'no such table', NOW)).toEqual({
      ...{ is: 'refused', why: '400: no such table' },
    });
    expect(answerOf(401, null, '', NOW)).toEqual({ is: 'closed', why: '401' });
  });

  it('waits as long as it is told where it is told to come later', () => {
    expect(answerOf(503, '30', 'busy', NOW)).toEqual({
      ...{ is: 'later', why: '503: busy', afterMs: 30_000 },
    });
    expect(answerOf(429, null, '', NOW)).toEqual({ is: 'later', why: '429', afterMs: null });
  });
});

describe('waitOf', () => {
  it.each([
    ['seconds', '120', 120_000],
    ['seconds with white space', ' 7 ', 7_000],
    ['no wait', '0', 0],
    ['a date', new Date(NOW + 90_000).toUTCString(), 90_000],
    ['a date that has passed', new Date(NOW - 90_000).toUTCString(), 0],
    ['longer than anybody may', '999999999', LONGEST_RETRY_AFTER_MS],
    ['a date in years', new Date(NOW + 1e12).toUTCString(), LONGEST_RETRY_AFTER_MS],
    ['words', 'soon', null],
    ['nothing', '', null],
  ])('%s', (_, header, wait) => {
    expect(waitOf(header, NOW)).toBe(wait);
  });

  it('is null without the header, and never out of its bounds whatever the header holds', () => {
    expect(waitOf(null, NOW)).toBeNull();
    const digits = fc.string({
      unit: fc.constantFrom('0', '5', '9', '-', '+', '.', 'e', ':', ' '),
    });
    fc.assert(
      fc.property(fc.oneof(fc.string(), digits), (header) => {
        const wait = waitOf(header, NOW) ?? 0;
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(LONGEST_RETRY_AFTER_MS);
      }),
    );
  });
});
