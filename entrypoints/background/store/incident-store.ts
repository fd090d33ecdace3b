// Incidents in IndexedDB, written with strict durability: an incident is on the disk before anything else happens to
// it. The only module that touches the database. It stores what it is given; bounds are set by incident-log.ts.
import type { DBSchema, IDBPDatabase, IDBPObjectStore, OpenDBCallbacks } from 'idb';
import { upgradedIncident } from '../../../core/incident/upgrade.ts';
import type { Incident } from '../../../core/incident/incident.ts';
import { databaseOf } from './open-database.ts';

interface StoredIncident {
  readonly incident: Incident;
  readonly mergeKey: string;
  readonly firstSeenAt: number;
  readonly site: string;
}

interface Schema extends DBSchema {
  incidents: {
    key: string;
    value: StoredIncident;
    indexes: { byMergeKey: [string, number]; byTime: number; bySite: [string, number] };
  };
}

export interface IncidentStore {
  /** Newest incident with this key first seen at or after `since`, ms since the epoch. */
  findRecent(mergeKey: string, since: number): Promise<Incident | null>;
  /** Stores or replaces by id. Resolves when it is durable. */
  put(incident: Incident, mergeKey: string): Promise<void>;
  get(id: string): Promise<Incident | null>;
  /** How many incidents of a site began at or after `since`. */
  countOfSite(site: string, since: number): Promise<number>;
  /** Newest first. */
  list(): Promise<Incident[]>;
  /**
   * Removes what was not seen since `notBefore`, in ms since the epoch, and then the oldest until at most `keep` remain.
   * @returns how many were removed
   */
  trim(keep: number, notBefore: number): Promise<number>;
  /** @returns how many were removed */
  clear(): Promise<number>;
}

/** @param name database name; tests use their own */
export function openIncidentStore(name = 'assay'): IncidentStore {
  const database = databaseOf<Schema>(name, 2, upgrade);
  return {
    async findRecent(mergeKey, since) {
      const range = IDBKeyRange.bound([mergeKey, since], [mergeKey, Infinity]);
      const index = (await database()).transaction('incidents').store.index('byMergeKey');
      return (await index.openCursor(range, 'prev'))?.value.incident ?? null;
    },
    async put(incident, mergeKey) {
      const { id, firstSeenAt, site } = incident;
      const transaction = (await database()).transaction('incidents', 'readwrite', {
        durability: 'strict',
      });
      void transaction.store.put({ incident, mergeKey, firstSeenAt, site }, id);
      await transaction.done;
    },
    async get(id) {
      return (await (await database()).get('incidents', id))?.incident ?? null;
    },
    async countOfSite(site, since) {
      const range = IDBKeyRange.bound([site, since], [site, Infinity]);
      return (await database()).countFromIndex('incidents', 'bySite', range);
    },
    async list() {
      const stored = await (await database()).getAllFromIndex('incidents', 'byTime');
      return stored.map(({ incident }) => incident).reverse();
    },
    async trim(keep, notBefore) {
      return trimTo(await database(), keep, notBefore);
    },
    async clear() {
      const transaction = (await database()).transaction('incidents', 'readwrite', {
        durability: 'strict',
      });
      const removed = await transaction.store.count();
      await transaction.store.clear();
      await transaction.done;
      return removed;
    },
  };
}

const upgrade: NonNullable<OpenDBCallbacks<Schema>['upgrade']> = (
  database,
  oldVersion,
  _newVersion,
  transaction,
) => {
  // Work on its own transaction keeps the upgrade open.
  if (oldVersion === 1) return void upgradeAll(transaction.objectStore('incidents'));
  const store = database.createObjectStore('incidents');
  store.createIndex('byMergeKey', ['mergeKey', 'firstSeenAt']);
  store.createIndex('byTime', 'firstSeenAt');
  store.createIndex('bySite', ['site', 'firstSeenAt']);
};

/** Brings what version 1 stored to the present schema. What cannot be read is left out: it could not be shown either. */
async function upgradeAll(store: UpgradedStore): Promise<void> {
  for (let cursor = await store.openCursor(); cursor; cursor = await cursor.continue()) {
    const incident = upgradedIncident(cursor.value.incident);
    if (incident) await cursor.update({ ...cursor.value, incident });
    else await cursor.delete();
  }
}

type UpgradedStore = IDBPObjectStore<Schema, 'incidents'[], 'incidents', 'versionchange'>;

async function trimTo(
  database: IDBPDatabase<Schema>,
  keep: number,
  notBefore: number,
): Promise<number> {
  const transaction = database.transaction('incidents', 'readwrite', { durability: 'strict' });
  const byTime = transaction.store.index('byTime');
  let removed = 0;
  let cursor = await byTime.openCursor(IDBKeyRange.upperBound(notBefore, true));
  for (; cursor; cursor = await cursor.continue()) {
    if (cursor.value.incident.lastSeenAt >= notBefore) continue;
    await cursor.delete();
    removed++;
  }
  const surplus = (await transaction.store.count()) - keep;
  let oldest = surplus > 0 ? await byTime.openCursor() : null;
  for (let at = 0; oldest && at < surplus; at++) {
    await oldest.delete();
    removed++;
    oldest = await oldest.continue();
  }
  await transaction.done;
  return removed;
}
