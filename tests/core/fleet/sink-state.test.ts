// How far a sink has got: a failure loses nothing, another configuration begins at once, and no clock silences it.
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../core/fleet/answer.ts';
import { CLOSED_WAIT_MS } from '../../../core/fleet/backoff.ts';
import {
  failed,
  freshSink,
  halved,
  isSilent,
  MOST_IN_BATCH,
  reconfigured,
  type SinkState,
} from '../../../core/fleet/sink-state.ts';

const AT = Date.UTC(2026, 10, 29, 6, 0, 0);
const LATER = { is: 'later', why: '503: busy', afterMs: null } as const satisfies Answer;
const CLOSED = { is: 'closed', why: '401' } as const satisfies Answer;

/** A sink in the middle of its work: 40 events taken, a batch in part, and in trouble. */
function busy(): SinkState {
  return {
    ...freshSink('soc', 41, 'a'),
    ...{ rest: { seqs: [43, 47], end: 50 }, most: 12, failures: 3, refusalsInRow: 2 },
    ...{ notBefore: AT + 60_000, taken: 40, takenAt: AT - 5_000 },
    problem: { at: AT - 1_000, why: '401', isClosed: true },
  };
}

describe('freshSink', () => {
  it('begins behind its cursor, with whole batches and at once', () => {
    const state = freshSink('soc', 7, 'a');
    expect(state).toMatchObject({ name: 'soc', cursor: 7, most: MOST_IN_BATCH, problem: null });
    expect(isSilent(state, AT, CLOSED_WAIT_MS)).toBe(false);
  });
});

describe('reconfigured', () => {
  it('is left as it is where nothing has changed', () => {
    const state = busy();
    expect(reconfigured(state, 'a')).toBe(state);
  });

  it('is tried at once, and goes on where it was', () => {
    expect(reconfigured(busy(), 'b')).toEqual({
      ...freshSink('soc', 41, 'b'),
      ...{ taken: 40, takenAt: AT - 5_000 },
    });
  });
});

describe('failed', () => {
  it('keeps how far it has got, and says what went wrong', () => {
    const { cursor, rest, taken, most } = busy();
    const after = failed(busy(), LATER, AT, 1);
    expect(after).toMatchObject({ cursor, rest, taken, most, failures: 4 });
    expect(after.problem).toEqual({ at: AT, why: '503: busy', isClosed: false });
  });

  it('waits longer with each failure in a row', () => {
    let state = freshSink('soc', 0, 'a');
    const waits = Array.from({ length: 4 }, () => {
      state = failed(state, LATER, AT, 1);
      return state.notBefore - AT;
    });
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000]);
  });

  it('tells a sink that takes nothing from one that is busy', () => {
    const after = failed(freshSink('soc', 0, 'a'), CLOSED, AT, 1);
    expect(after.problem?.isClosed).toBe(true);
    expect(after.notBefore).toBe(AT + CLOSED_WAIT_MS);
  });
});

describe('halved', () => {
  it('comes down to one event, and stays there', () => {
    const sizes = [100, 25, 3, 2, 1].map((batch) => halved(freshSink('soc', 0, 'a'), batch).most);
    expect(sizes).toEqual([50, 12, 1, 1, 1]);
  });
});

describe('isSilent', () => {
  it('is so until its time has come', () => {
    const state = { ...freshSink('soc', 0, 'a'), notBefore: AT };
    expect([AT - 1, AT, AT + 1].map((now) => isSilent(state, now, 60_000))).toEqual([
      ...[true, false, false],
    ]);
  });

  it('does not believe a time that no wait could have set: the clock was set back', () => {
    const state = { ...freshSink('soc', 0, 'a'), notBefore: AT + 60_001 };
    expect(isSilent(state, AT, 60_000)).toBe(false);
    expect(isSilent(state, AT + 1, 60_000)).toBe(true);
  });
});
