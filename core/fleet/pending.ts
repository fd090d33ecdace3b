// What is to leave and has no number yet. An incident is written often in its first seconds, and counted up for hours: what
// changes meanwhile changes what waits here, so that one event tells of it.
import type { Incident } from '../incident/incident.ts';
import { SEVERITIES, severityOf } from '../report/severity.ts';
import type { FleetEvent } from './event.ts';

/** An incident as it stands, waiting to be numbered. */
export interface Pending {
  readonly incident: Incident;
  /** Id of the event that it will be. */
  readonly eventId: string;
  /** Ms since the epoch. */
  readonly dueAt: number;
}

/** When an incident leaves: a new one soon, what changes of it later. */
export interface Leaving {
  /** Now, ms since the epoch. */
  readonly at: number;
  readonly firstDueAt: number;
  readonly laterDueAt: number;
  readonly eventId: () => string;
}

/** Changes of an incident that has left are gathered for so long. */
export const GATHER_CHANGES_MS = 5 * 60_000;

/**
 * @param before what waits of this incident, if anything does
 * @param isNew whether the log did not have it before
 */
export function pendingOf(
  incident: Incident,
  before: Pending | undefined,
  isNew: boolean,
  { firstDueAt, laterDueAt, eventId }: Leaving,
): Pending {
  if (before) return { ...before, incident };
  return { incident, eventId: eventId(), dueAt: isNew ? firstDueAt : laterDueAt };
}

/** A clock that was set back must not hold anything up. */
export function isDue(dueAt: number, at: number): boolean {
  return dueAt <= at || dueAt > at + 2 * GATHER_CHANGES_MS;
}

export function incidentEvent(pending: Pending, seq: number, at: number): FleetEvent {
  const { eventId: id, incident } = pending;
  return { id, seq, at, severity: severityOf(incident), kind: 'incident', incident };
}

/** What is dropped first comes first. */
export const RANKS = SEVERITIES.toReversed();

/** 0 for the least severe. */
export function rankOf({ severity }: Pick<FleetEvent, 'severity'>): number {
  return RANKS.indexOf(severity);
}
