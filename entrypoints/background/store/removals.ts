// Removes incidents, with their summaries, and notes that it did: what is missing from a log is itself on record.
import type { Deletion } from '../../../core/protocol/questions.ts';
import { FigureChanges, totalIn } from './figures.ts';
import { inOneStep, quietly, type IncidentDatabase, type Writing } from './incident-database.ts';

/** Deletions that are kept on record, the newest. */
const MOST_DELETIONS = 100;
const HOUR_MS = 3_600_000;
/** Summaries that are in memory at a time. */
const AT_ONCE = 500;

/** What may stay. */
export interface Bound {
  /** Incidents, at most. */
  readonly keep: number;
  /** What was not seen since then goes; ms since the epoch. */
  readonly notBefore: number;
}

/** Removes what is old, and then the oldest of what is too much. @returns ids of what was removed */
export async function trimTo(
  database: IncidentDatabase,
  bound: Bound,
  at: number,
): Promise<readonly string[]> {
  if (!(await isOver(database, bound))) return [];
  return inOneStep(database, async (transaction) => {
    const byTime = transaction.objectStore('incidents').index('byTime');
    // Keys alone are read to find them: of a full log everything else takes seconds.
    const ages = transaction.objectStore('summaries').index('byTime');
    const old = await ages.getAllKeys(tooOld(bound));
    await removeIn(transaction, old);
    const surplus = (await totalIn(transaction.objectStore('days'))) - bound.keep;
    const oldest = surplus > 0 ? await byTime.getAllKeys(null, surplus) : [];
    await removeIn(transaction, oldest);
    await noteIn(transaction, { at, removed: old.length, why: 'age' });
    await noteIn(transaction, { at, removed: oldest.length, why: 'number' });
    return [...old, ...oldest];
  });
}

/** A look costs much less than a step that changes nothing. */
async function isOver(database: IncidentDatabase, bound: Bound): Promise<boolean> {
  const transaction = database.transaction(['summaries', 'days']);
  const [stored, old] = await Promise.all([
    totalIn(transaction.objectStore('days')),
    transaction.objectStore('summaries').index('byTime').openKeyCursor(tooOld(bound)),
  ]);
  return stored > bound.keep || old !== null;
}

function tooOld({ notBefore }: Bound): IDBKeyRange {
  return IDBKeyRange.upperBound(notBefore, true);
}

/** @param ids null for all @returns how many were removed */
export function clearIn(
  database: IncidentDatabase,
  ids: readonly string[] | null,
  at: number,
): Promise<number> {
  return inOneStep(database, async (transaction) => {
    const removed = ids
      ? await removeIn(transaction, [...new Set(ids)])
      : await removeAllIn(transaction);
    await noteIn(transaction, { at, removed, why: 'person' });
    return removed;
  });
}

async function removeAllIn(transaction: Writing): Promise<number> {
  const total = await totalIn(transaction.objectStore('days'));
  for (const name of ['incidents', 'summaries', 'days', 'daySites'] as const)
    quietly(transaction.objectStore(name).clear());
  return total;
}

/** @param ids each once @returns how many there were */
async function removeIn(transaction: Writing, ids: readonly string[]): Promise<number> {
  const incidents = transaction.objectStore('incidents');
  const summaries = transaction.objectStore('summaries');
  const changes = new FigureChanges();
  let removed = 0;
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE);
    const known = await Promise.all(some.map((id) => summaries.get(id)));
    for (const summary of known) {
      if (!summary) continue;
      changes.remove(summary);
      quietly(incidents.delete(summary.id));
      quietly(summaries.delete(summary.id));
      removed++;
    }
  }
  await changes.apply(transaction);
  return removed;
}

/** One that follows another for the same reason within the hour is added to it: a full log removes with each incident. */
async function noteIn(transaction: Writing, deletion: Deletion): Promise<void> {
  if (deletion.removed === 0) return;
  const store = transaction.objectStore('deletions');
  if (deletion.why !== 'person') {
    // Age and number can take turns.
    let known = await store.openCursor(null, 'prev');
    for (; known && isWithinHour(known.value, deletion); known = await known.continue()) {
      if (known.value.why !== deletion.why) continue;
      const removed = known.value.removed + deletion.removed;
      await known.update({ ...known.value, removed });
      return;
    }
  }
  await store.add(deletion);
  const surplus = (await store.count()) - MOST_DELETIONS;
  if (surplus > 0) for (const key of await store.getAllKeys(null, surplus)) await store.delete(key);
}

function isWithinHour(earlier: Deletion, later: Deletion): boolean {
  return Math.abs(later.at - earlier.at) < HOUR_MS;
}
