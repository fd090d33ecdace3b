// How long a sink is left alone after a failure: exponential with full jitter, so that 10,000 browsers that lost their collector at
// the same moment do not come back at the same moment (AWS Architecture Blog, "Exponential Backoff And Jitter").
import { LONGEST_RETRY_AFTER_MS, type Answer } from './answer.ts';

export const FIRST_WAIT_MS = 2_000;
export const LONGEST_WAIT_MS = 15 * 60_000;
/** A sink that takes nothing is asked again so seldom: only its owner can change that. */
export const CLOSED_WAIT_MS = 60 * 60_000;
/** No wait is longer. */
export const LONGEST_SILENCE_MS = LONGEST_RETRY_AFTER_MS + FIRST_WAIT_MS;
/** The browser ends a background that rests for longer. */
export const LONGEST_WAIT_BEFORE_TELLING_MS = 20_000;

/**
 * @param failures in a row, this one included
 * @param random from 0 to 1
 * @returns ms to wait before the next attempt
 */
export function waitAfter(answer: Answer, failures: number, random: number): number {
  switch (answer.is) {
    case 'taken':
    case 'too-large':
    case 'refused':
      // The next attempt is another one: a smaller batch, or the next event.
      return 0;
    case 'closed':
      return CLOSED_WAIT_MS * (0.5 + random / 2);
    case 'later': {
      const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 20));
      // What the receiver says is the least; those that were told the same do not come back at once either.
      return answer.afterMs === null ? random * most : answer.afterMs + random * FIRST_WAIT_MS;
    }
  }
}

/**
 * What all browsers have to tell at the same moment, as of a policy that was pushed to all, is told within the time in which events
 * wait for others, and not by all at once.
 *
 * @param random from 0 to 1
 * @returns ms to wait before it is told
 */
export function waitBeforeTelling(batchMs: number, random: number): number {
  return random * Math.min(batchMs, LONGEST_WAIT_BEFORE_TELLING_MS);
}
