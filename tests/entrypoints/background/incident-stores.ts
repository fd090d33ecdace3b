// Test aid: stores on a real (in-memory) IndexedDB, each with its own database, and incidents to put there.
import 'fake-indexeddb/auto';
import type { Incident } from '../../../core/incident/incident.ts';
import {
  openIncidentStore,
  type IncidentStore,
  type Keyed,
} from '../../../entrypoints/background/store/incident-store.ts';
import { sampleIncident } from '../../core/report/incident-samples.ts';

export const NOON = Date.UTC(2026, 10, 23, 12);
export const MINUTE_MS = 60_000;

let opened = 0;

/** An empty store. */
export function newStore(): IncidentStore {
  return openIncidentStore(`assay-test-${++opened}`);
}

/** A new incident of its own id, seen once, `minutes` after noon. */
export function incidentAt(minutes: number, changes: Partial<Incident> = {}): Incident {
  const at = NOON + minutes * MINUTE_MS;
  const id = crypto.randomUUID();
  return sampleIncident({ id, count: 1, firstSeenAt: at, lastSeenAt: at, ...changes });
}

/** As it is put into a store. */
export function keyed(incident: Incident, mergeKey = 'k'): Keyed {
  return { incident, mergeKey };
}
