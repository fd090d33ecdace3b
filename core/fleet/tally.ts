// Counts what happened since the last heartbeat, kept up with each write of the log. Pure.
import type { IncidentSummary } from '../incident/summary.ts';
import type { Heartbeat } from './event.ts';

export type Tally = Pick<Heartbeat, 'since' | 'counts' | 'cost'>;
type Counted = Pick<IncidentSummary, 'response' | 'category' | 'observedCoreMs' | 'avoidedCoreMs'>;

/** @param since ms since the epoch */
export function freshTally(since: number): Tally {
  return {
    since,
    counts: { incidents: 0, blocked: 0, warned: 0, observed: 0, deliberate: 0 },
    cost: { observedCoreMs: 0, avoidedCoreMs: 0 },
  };
}

/** @param before the incident as it was written before; undefined for a new one */
export function tallied(tally: Tally, before: Counted | undefined, now: Counted): Tally {
  const { counts, cost } = tally;
  const more = (a: number, b = 0): number => Math.max(0, a - b);
  return {
    ...tally,
    counts: before ? counts : counted(counts, now),
    cost: {
      observedCoreMs: cost.observedCoreMs + more(now.observedCoreMs, before?.observedCoreMs),
      avoidedCoreMs: cost.avoidedCoreMs + more(now.avoidedCoreMs, before?.avoidedCoreMs),
    },
  };
}

function counted(counts: Tally['counts'], { response, category }: Counted): Tally['counts'] {
  return {
    incidents: counts.incidents + 1,
    blocked: counts.blocked + (response === 'block' ? 1 : 0),
    warned: counts.warned + (response === 'warn' ? 1 : 0),
    observed: counts.observed + (response === 'observe' ? 1 : 0),
    deliberate: counts.deliberate + (category === 'deliberate-mining' ? 1 : 0),
  };
}
