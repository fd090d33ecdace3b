// What a heartbeat counts: each incident once, and its cost as it grows.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshTally, tallied, type Tally } from '../../../core/fleet/tally.ts';
import { summaryOf, type IncidentSummary } from '../../../core/incident/summary.ts';
import { sampleIncident } from '../report/incident-samples.ts';

const SINCE = Date.UTC(2026, 10, 29);

function summary(changes: Partial<IncidentSummary> = {}): IncidentSummary {
  return { ...summaryOf(sampleIncident()), ...changes };
}

/** After one incident was written so many times, each time as it then stood. */
function written(...versions: readonly IncidentSummary[]): Tally {
  return versions.reduce(
    (tally, now, at) => tallied(tally, versions[at - 1], now),
    freshTally(SINCE),
  );
}

describe('tallied', () => {
  it('starts with nothing', () => {
    expect(freshTally(SINCE)).toEqual({
      since: SINCE,
      counts: { incidents: 0, blocked: 0, warned: 0, observed: 0, deliberate: 0 },
      cost: { observedCoreMs: 0, avoidedCoreMs: 0 },
    });
  });

  it('counts a new incident under its response and its category', () => {
    const all = [
      summary({ response: 'block' }),
      summary({ response: 'block', category: 'deliberate-mining' }),
      summary({ response: 'warn', category: 'deliberate-mining' }),
      summary({ response: 'observe' }),
    ];
    const { counts, since } = all.reduce(
      (tally, now) => tallied(tally, undefined, now),
      freshTally(SINCE),
    );
    expect(counts).toEqual({ incidents: 4, blocked: 2, warned: 1, observed: 1, deliberate: 2 });
    expect(since).toBe(SINCE);
  });

  it('counts an incident once, however often it is written', () => {
    const { counts } = written(summary(), summary({ count: 4 }), summary({ count: 9 }));
    expect(counts.incidents).toBe(1);
    expect(counts.blocked).toBe(1);
  });

  it('adds what the cost has grown by: in the end it is the cost of the last version', () => {
    const growing = fc.array(fc.nat(1e9), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(growing, growing, (observed, avoided) => {
        const at = (costs: readonly number[], n: number): number => costs[n] ?? costs.at(-1) ?? 0;
        const [a, b] = [observed, avoided].map((costs) => costs.toSorted((x, y) => x - y));
        const versions = Array.from({ length: 20 }, (_, n) =>
          summary({ observedCoreMs: at(a ?? [], n), avoidedCoreMs: at(b ?? [], n) }),
        );
        expect(written(...versions).cost).toEqual({
          ...{ observedCoreMs: Math.max(...observed), avoidedCoreMs: Math.max(...avoided) },
        });
      }),
    );
  });

  it('never takes back what a heartbeat may have told already', () => {
    const { cost } = written(
      summary({ observedCoreMs: 500, avoidedCoreMs: 900 }),
      summary({ observedCoreMs: 500, avoidedCoreMs: 100 }),
    );
    expect(cost).toEqual({ observedCoreMs: 500, avoidedCoreMs: 900 });
  });

  it('leaves the tally that it was given as it is', () => {
    const tally = freshTally(SINCE);
    tallied(tally, undefined, summary());
    expect(tally).toEqual(freshTally(SINCE));
  });
});
