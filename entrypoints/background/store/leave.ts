// Notes of incidents that are written that they are to leave, and counts them for the heartbeat: part of the step that writes them,
// so that an incident in the log is on its way, or neither is there.
import { GATHER_CHANGES_MS, pendingOf, type Leaving } from '../../../core/fleet/pending.ts';
import { freshTally, tallied, type Tally } from '../../../core/fleet/tally.ts';
import type { Incident } from '../../../core/incident/incident.ts';
import { newEventId } from './event-id.ts';
import { quietly, type StoredSummary, type Writing } from './incident-database.ts';

export const TALLY = 'tally';

/** When what is written now leaves. @param at now, ms since the epoch @param batchMs how long events wait for others */
export function leavingFrom(at: number, batchMs: number): Leaving {
  return {
    ...{ at, firstDueAt: at + batchMs, laterDueAt: at + GATHER_CHANGES_MS },
    eventId: () => newEventId(at),
  };
}

/** An incident that a step writes. */
export interface Written {
  readonly incident: Incident;
  /** What the log had of it; undefined for a new one. */
  readonly before: StoredSummary | undefined;
  readonly summary: StoredSummary;
}

/** @param all each once */
export async function leaveIn(
  transaction: Writing,
  all: readonly Written[],
  leaving: Leaving,
): Promise<void> {
  const pending = transaction.objectStore('pending');
  const fleet = transaction.objectStore('fleet');
  const [stored, ...waiting] = await Promise.all([
    fleet.get(TALLY) as Promise<Tally | undefined>,
    ...all.map(({ incident }) => pending.get(incident.id)),
  ]);
  let tally = stored ?? freshTally(leaving.at);
  for (const [at, { incident, before, summary }] of all.entries()) {
    tally = tallied(tally, before, summary);
    quietly(pending.put(pendingOf(incident, waiting[at], !before, leaving), incident.id));
  }
  quietly(fleet.put(tally, TALLY));
}
