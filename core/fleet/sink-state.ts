// How far a sink has got, and how it fares. Kept beside the queue, written in the same step as what it tells of. Pure.
import type { Answer } from './answer.ts';
import { waitAfter } from './backoff.ts';

export const MOST_IN_BATCH = 100;
/** Of a queue that is long, as after days offline. */
export const MOST_IN_DRAIN = 300;
/** After so many refusals of single events in a row, and none taken, it is the sink and not the events. */
export const REFUSALS_IN_ROW = 5;

export interface SinkState {
  readonly name: string;
  /** Number of the last event that is done with: taken, not for this sink, or parked. */
  readonly cursor: number;
  /** Of the batch that a receiver took in part: numbers that it takes later, and where the batch ends; else null. */
  readonly rest: { readonly seqs: readonly number[]; readonly end: number } | null;
  /** Events in the next batch, at most. */
  readonly most: number;
  /** Attempts that failed in a row. */
  readonly failures: number;
  readonly refusalsInRow: number;
  /** No attempt before, ms since the epoch. */
  readonly notBefore: number;
  /** Events that it has taken. */
  readonly taken: number;
  readonly takenAt: number | null;
  /** What went wrong last; null once a batch was taken. */
  readonly problem: {
    readonly at: number;
    readonly why: string;
    readonly isClosed: boolean;
  } | null;
  /** SHA-256 of address, format and secret: with others the sink is tried at once. */
  readonly configuration: string;
}

export function freshSink(name: string, cursor: number, configuration: string): SinkState {
  return {
    ...{ name, cursor, configuration, rest: null, most: MOST_IN_BATCH },
    ...{ failures: 0, refusalsInRow: 0, notBefore: 0, taken: 0, takenAt: null, problem: null },
  };
}

/** A sink that was changed is tried at once. */
export function reconfigured(state: SinkState, configuration: string): SinkState {
  if (state.configuration === configuration) return state;
  const { name, cursor, taken, takenAt } = state;
  return { ...freshSink(name, cursor, configuration), taken, takenAt };
}

/** After a failure that concerns the whole batch: nothing of it is done with. @param random from 0 to 1 */
export function failed(
  state: SinkState,
  answer: Exclude<Answer, { is: 'taken' }>,
  at: number,
  random: number,
): SinkState {
  const failures = state.failures + 1;
  const problem = { at, why: answer.why, isClosed: answer.is === 'closed' };
  const notBefore = at + waitAfter(answer, failures, random);
  return { ...state, failures, problem, notBefore };
}

/** The next batch is half as large. */
export function halved(state: SinkState, batch: number): SinkState {
  return { ...state, most: Math.max(1, Math.floor(batch / 2)) };
}

/** A clock that was set back must not silence a sink. @param longestMs longest wait that there is */
export function isSilent({ notBefore }: SinkState, at: number, longestMs: number): boolean {
  return notBefore > at && notBefore <= at + longestMs;
}
