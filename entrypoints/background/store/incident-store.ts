// Incidents in IndexedDB, written with strict durability: an incident is on the disk before anything else happens to it. Beside
// each stands its summary, written in the same step, so that a log of 100,000 is shown without reading the incidents.
// With what lies beside it the only module that touches the database. It stores what it is given; bounds are set by incident-log.ts.
import type { Leaving } from '../../../core/fleet/pending.ts';
import type { Incident } from '../../../core/incident/incident.ts';
import { summaryOf } from '../../../core/incident/summary.ts';
import type { Deletion, PeriodFigures, SummaryPage } from '../../../core/protocol/questions.ts';
import { dayOf, FigureChanges, figuresSince } from './figures.ts';
import { inOneStep, quietly, type Writing } from './incident-database.ts';
import { leaveIn, type Written } from './leave.ts';
import { DATABASE, openDatabase } from './open-incidents.ts';
import { clearIn, trimTo, type Bound } from './removals.ts';
import { orAfterRoom } from './room.ts';
import { summariesAfter, summariesBelow } from './summary-pages.ts';

export { MOST_SUMMARIES } from './summary-pages.ts';

/** An incident, and the key by which its repeats are found. */
export interface Keyed {
  readonly incident: Incident;
  readonly mergeKey: string;
}

export interface IncidentStore {
  /** Stores or replaces by id, all or none. Resolves when it is durable. */
  put(all: readonly Keyed[]): Promise<void>;
  get(id: string): Promise<Incident | null>;
  /** Incidents of a site that began at or after `since`, ms since the epoch; oldest first. */
  recentOfSite(site: string, since: number): Promise<Keyed[]>;
  /** The newest, by the time they were first seen, newest first. */
  newest(most: number): Promise<Incident[]>;
  /** @param below place; null for the newest */
  summaries(below: number | null, limit: number): Promise<SummaryPage>;
  /** What was written after a place, oldest first. */
  summariesSince(seq: number): Promise<SummaryPage>;
  /** Figures of what was last seen on the local day of `since`, ms since the epoch, or later. */
  figuresSince(since: number): Promise<PeriodFigures>;
  /** What was removed, newest first. */
  deletions(): Promise<Deletion[]>;
  /** Cuts the log to a bound and notes it. @param at now, ms since the epoch @returns ids of what was removed */
  trim(bound: Bound, at: number): Promise<readonly string[]>;
  /** Removes these, or all when null, and notes it. @returns how many were removed */
  clear(ids: readonly string[] | null, at: number): Promise<number>;
}

/**
 * @param name database name; tests use their own
 * @param leaving asked with each write: when incidents leave the browser; null where nothing does
 */
export function openIncidentStore(
  name = DATABASE,
  leaving: () => Leaving | null = () => null,
): IncidentStore {
  const database = openDatabase(name);
  return {
    async put(all) {
      const opened = await database();
      const write = (): Promise<void> =>
        inOneStep(opened, (transaction) => putIn(transaction, all, leaving()));
      await orAfterRoom(opened, write);
    },
    async get(id) {
      return (await (await database()).get('incidents', id))?.incident ?? null;
    },
    async recentOfSite(site, since) {
      const range = IDBKeyRange.bound([site, since], [site, Infinity]);
      return (await database()).getAllFromIndex('incidents', 'bySite', range);
    },
    async newest(most) {
      const index = (await database()).transaction('incidents').store.index('byTime');
      const found: Incident[] = [];
      let cursor = await index.openCursor(null, 'prev');
      for (; cursor && found.length < most; cursor = await cursor.continue())
        found.push(cursor.value.incident);
      return found;
    },
    async summaries(below, limit) {
      return summariesBelow(await database(), below, limit);
    },
    async summariesSince(seq) {
      return summariesAfter(await database(), seq);
    },
    async figuresSince(since) {
      return figuresSince(await database(), since);
    },
    async deletions() {
      return (await (await database()).getAll('deletions')).reverse();
    },
    async trim(bound, at) {
      return trimTo(await database(), bound, at);
    },
    async clear(ids, at) {
      return clearIn(await database(), ids, at);
    },
  };
}

async function putIn(
  transaction: Writing,
  all: readonly Keyed[],
  leaving: Leaving | null,
): Promise<void> {
  const incidents = transaction.objectStore('incidents');
  const summaries = transaction.objectStore('summaries');
  const byId = new Map(all.map((one) => [one.incident.id, one]));
  const [last, ...before] = await Promise.all([
    summaries.index('bySeq').openKeyCursor(null, 'prev'),
    ...[...byId.keys()].map((id) => summaries.get(id)),
  ]);
  let seq = last?.key ?? 0;
  const changes = new FigureChanges();
  for (const one of before) if (one) changes.remove(one);
  const written: Written[] = [];
  for (const [at, { incident, mergeKey }] of [...byId.values()].entries()) {
    const { id, firstSeenAt, lastSeenAt, site } = incident;
    const summary = { ...summaryOf(incident), seq: ++seq, day: dayOf(lastSeenAt) };
    changes.add(summary, summary.day);
    written.push({ incident, before: before[at], summary });
    quietly(incidents.put({ incident, mergeKey, firstSeenAt, site }, id));
    quietly(summaries.put(summary, id));
  }
  if (leaving) await leaveIn(transaction, written, leaving);
  await changes.apply(transaction);
}
