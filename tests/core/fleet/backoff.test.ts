// How long a sink is left alone: it grows, it is bounded, and browsers that failed together do not come back together.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../core/fleet/answer.ts';
import {
  CLOSED_WAIT_MS,
  FIRST_WAIT_MS,
  LONGEST_SILENCE_MS,
  LONGEST_WAIT_MS,
  waitAfter,
  waitBeforeTelling,
} from '../../../core/fleet/backoff.ts';

const LATER: Answer = { is: 'later', why: '503', afterMs: null };
const CLOSED: Answer = { is: 'closed', why: '401' };
const chance = fc.double({ min: 0, max: 1, noNaN: true });

describe('waitAfter', () => {
  it('doubles the longest wait with each failure, up to a quarter of an hour', () => {
    const longest = Array.from({ length: 12 }, (_, at) => waitAfter(LATER, at + 1, 1));
    expect(longest.slice(0, 5)).toEqual([2_000, 4_000, 8_000, 16_000, 32_000]);
    expect(longest.slice(9)).toEqual([900_000, 900_000, 900_000]);
    expect(waitAfter(LATER, 1_000_000, 1)).toBe(LONGEST_WAIT_MS);
  });

  it('is anything from nothing to the longest: full jitter', () => {
    expect([0, 0.25, 0.5, 1].map((random) => waitAfter(LATER, 3, random))).toEqual([
      ...[0, 2_000, 4_000, 8_000],
    ]);
  });

  it('is never shorter than a receiver asks for, nor much longer', () => {
    const asked = fc.integer({ min: 0, max: 86_400_000 });
    fc.assert(
      fc.property(asked, fc.integer({ min: 1, max: 40 }), chance, (afterMs, failures, random) => {
        const wait = waitAfter({ ...LATER, afterMs }, failures, random);
        expect(wait).toBeGreaterThanOrEqual(afterMs);
        expect(wait).toBeLessThanOrEqual(afterMs + FIRST_WAIT_MS);
      }),
    );
    const told = { ...LATER, afterMs: 5_000 } as const;
    expect(waitAfter(told, 1, 0.1)).not.toBe(waitAfter(told, 1, 0.9));
  });

  it('asks a closed sink seldom, however often it has failed', () => {
    expect(waitAfter(CLOSED, 1, 0)).toBe(CLOSED_WAIT_MS / 2);
    expect(waitAfter(CLOSED, 50, 1)).toBe(CLOSED_WAIT_MS);
  });

  it.each<Answer>([
    { is: 'taken' },
    { is: 'too-large', why: '413' },
    { is: 'refused', why: '400' },
  ])('goes on at once after $is: the next attempt is another one', (answer) => {
    expect(waitAfter(answer, 7, 1)).toBe(0);
  });
});

it('no wait is taken for a clock that was set back', () => {
  const answers: readonly Answer[] = [LATER, CLOSED, { ...LATER, afterMs: 86_400_000 }];
  for (const answer of answers)
    expect(waitAfter(answer, 99, 1)).toBeLessThanOrEqual(LONGEST_SILENCE_MS);
});

describe('waitBeforeTelling', () => {
  it('spreads what all have to tell over the time in which events wait for others', () => {
    expect([0, 0.5, 1].map((random) => waitBeforeTelling(10_000, random))).toEqual([
      ...[0, 5_000, 10_000],
    ]);
  });

  it('is never so long that the browser ends the background', () => {
    expect(waitBeforeTelling(3_600_000, 1)).toBe(20_000);
  });
});
