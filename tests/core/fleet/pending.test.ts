// What waits to be numbered: one event tells of all that changes meanwhile, and no clock holds it up.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  GATHER_CHANGES_MS,
  incidentEvent,
  isDue,
  pendingOf,
  rankOf,
  type Leaving,
} from '../../../core/fleet/pending.ts';
import { severityOf } from '../../../core/report/severity.ts';
import { anyIncident, sampleIncident } from '../report/incident-samples.ts';

const AT = Date.UTC(2026, 10, 29, 6, 0, 0);

/** Gives the ids `event-1`, `event-2` … */
function leavingAt(at: number): Leaving {
  let made = 0;
  const eventId = (): string => `event-${(made += 1)}`;
  return { at, firstDueAt: at + 10_000, laterDueAt: at + GATHER_CHANGES_MS, eventId };
}

describe('pendingOf', () => {
  it('lets a new incident leave soon, and what changes of it later', () => {
    const incident = sampleIncident();
    const leaving = leavingAt(AT);
    expect(pendingOf(incident, undefined, true, leaving)).toEqual({
      ...{ incident, eventId: 'event-1', dueAt: AT + 10_000 },
    });
    expect(pendingOf(incident, undefined, false, leaving)).toEqual({
      ...{ incident, eventId: 'event-2', dueAt: AT + GATHER_CHANGES_MS },
    });
  });

  it('gathers changes under one id, and never puts off when it leaves', () => {
    const leaving = leavingAt(AT);
    const first = pendingOf(sampleIncident(), undefined, true, leaving);
    const changed = sampleIncident({ count: 40 });
    const second = pendingOf(changed, first, false, { ...leaving, laterDueAt: AT + 1e9 });
    expect(second).toEqual({ ...first, incident: changed });
    expect(leaving.eventId(), 'no id was used up').toBe('event-2');
  });
});

describe('isDue', () => {
  it('is so from its time on', () => {
    expect([AT + 1, AT, AT - 1].map((dueAt) => isDue(dueAt, AT))).toEqual([false, true, true]);
  });

  it('waits for what a clock that runs right could have set', () => {
    expect(isDue(AT + GATHER_CHANGES_MS, AT)).toBe(false);
  });

  it('does not wait for a clock that was set back', () => {
    const farOff = fc.integer({ min: 2 * GATHER_CHANGES_MS + 1, max: 1e13 });
    fc.assert(fc.property(farOff, (later) => isDue(AT + later, AT)));
  });
});

describe('incidentEvent', () => {
  it('is the incident under the id that was kept for it, with its severity of now', () => {
    fc.assert(
      fc.property(anyIncident, fc.integer({ min: 1 }), (incident, seq) => {
        const event = incidentEvent({ incident, eventId: 'event-1', dueAt: 0 }, seq, AT);
        expect(event).toEqual({
          ...{ kind: 'incident', id: 'event-1', seq, at: AT },
          ...{ severity: severityOf(incident), incident },
        });
      }),
      { numRuns: 50 },
    );
  });
});

describe('rankOf', () => {
  it('drops the least severe first', () => {
    const ranks = (['informational', 'low', 'medium', 'high'] as const).map((severity) =>
      rankOf({ severity }),
    );
    expect(ranks).toEqual([0, 1, 2, 3]);
  });
});
