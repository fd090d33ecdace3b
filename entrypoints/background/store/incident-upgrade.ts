// Makes the database of incidents, and brings what an older version stored to the present schema. What cannot be read is left
// out: it could not be shown either.
import type { OpenDBCallbacks } from 'idb';
import { summaryOf } from '../../../core/incident/summary.ts';
import { upgradedIncident } from '../../../core/incident/upgrade.ts';
import { dayOf, FigureChanges } from './figures.ts';
import type { IncidentDatabase, IncidentSchema, Upgrading } from './incident-database.ts';

/** Incidents that are in memory at a time. */
const AT_ONCE = 500;

export const upgradeIncidents: NonNullable<OpenDBCallbacks<IncidentSchema>['upgrade']> = (
  database,
  oldVersion,
  _newVersion,
  transaction,
) => {
  if (oldVersion < 4) addFleet(database);
  if (oldVersion === 3) return;
  if (oldVersion === 0) {
    const store = database.createObjectStore('incidents');
    store.createIndex('byTime', 'firstSeenAt');
    store.createIndex('bySite', ['site', 'firstSeenAt']);
  } else {
    // Repeats are found by their site since.
    transaction.objectStore('incidents').deleteIndex('byMergeKey');
  }
  const summaries = database.createObjectStore('summaries');
  summaries.createIndex('bySeq', 'seq', { unique: true });
  summaries.createIndex('byTime', 'lastSeenAt');
  database.createObjectStore('days');
  database.createObjectStore('daySites');
  database.createObjectStore('deletions', { autoIncrement: true });
  // Requests of its own keep the upgrade open; one that fails ends it, and opening the database says so.
  if (oldVersion > 0) upgradeAll(transaction as unknown as Upgrading).catch(() => undefined);
};

/** What is to leave the browser. */
function addFleet(database: IncidentDatabase): void {
  database.createObjectStore('pending').createIndex('byDue', 'dueAt');
  database.createObjectStore('queue', { keyPath: ['seq', 'sizeBytes', 'rank'] });
  database.createObjectStore('fleet');
  database.createObjectStore('parked', { autoIncrement: true });
  database.createObjectStore('sent', { autoIncrement: true });
}

/** Oldest first, so that the places of the summaries follow the time. */
async function upgradeAll(transaction: Upgrading): Promise<void> {
  const incidents = transaction.objectStore('incidents');
  const summaries = transaction.objectStore('summaries');
  const ids = await incidents.index('byTime').getAllKeys();
  const figures = new FigureChanges();
  let seq = 0;
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE);
    const stored = await Promise.all(some.map((id) => incidents.get(id)));
    const changes = some.flatMap((id, at): Promise<unknown>[] => {
      const incident = upgradedIncident(stored[at]?.incident);
      if (!stored[at] || !incident) return [incidents.delete(id)];
      const summary = summaryOf(incident);
      const day = dayOf(incident.lastSeenAt);
      figures.add(summary, day);
      return [
        incidents.put({ ...stored[at], incident }, id),
        summaries.put({ ...summary, seq: ++seq, day }, id),
      ];
    });
    await Promise.all(changes);
  }
  await figures.apply(transaction);
}
