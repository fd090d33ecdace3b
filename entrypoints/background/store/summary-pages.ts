// Reads summaries page by page. Reads only, and never an incident.
import type { IDBPIndex } from 'idb';
import type { NumberedSummary, SummaryPage } from '../../../core/protocol/questions.ts';
import { totalIn } from './figures.ts';
import type { IncidentDatabase, IncidentSchema } from './incident-database.ts';

/** Summaries in one answer; a message of a browser may not be of any size. */
export const MOST_SUMMARIES = 5_000;

type BySeq = IDBPIndex<IncidentSchema, ('summaries' | 'days')[], 'summaries', 'bySeq'>;

/** The newest below a place, newest first. @param below null for the newest of all */
export async function summariesBelow(
  database: IncidentDatabase,
  below: number | null,
  limit: number,
): Promise<SummaryPage> {
  const transaction = database.transaction(['summaries', 'days']);
  const index = transaction.objectStore('summaries').index('bySeq');
  const range = below === null ? null : IDBKeyRange.upperBound(below, true);
  const most = Math.max(1, Math.min(limit, MOST_SUMMARIES));
  const [total, newest, rows] = await Promise.all([
    totalIn(transaction.objectStore('days')),
    index.openKeyCursor(null, 'prev'),
    // One more tells whether there is another page.
    newestFirst(index, range, most + 1),
  ]);
  const hasMore = rows.length > most;
  if (hasMore) rows.pop();
  const next = hasMore ? (rows.at(-1)?.seq ?? null) : null;
  return { rows, next, total, newest: newest?.key ?? 0 };
}

/** What was written after a place, oldest first. */
export async function summariesAfter(
  database: IncidentDatabase,
  seq: number,
): Promise<SummaryPage> {
  const transaction = database.transaction(['summaries', 'days']);
  const index = transaction.objectStore('summaries').index('bySeq');
  const [total, newest, rows] = await Promise.all([
    totalIn(transaction.objectStore('days')),
    index.openKeyCursor(null, 'prev'),
    index.getAll(IDBKeyRange.lowerBound(seq, true), MOST_SUMMARIES),
  ]);
  const last = rows.at(-1)?.seq;
  const hasMore = last !== undefined && last < (newest?.key ?? 0);
  return { rows, next: hasMore ? last : null, total, newest: newest?.key ?? 0 };
}

/** Browsers that can give many at once in this order (Chromium from 141) need a tenth of the time. */
async function newestFirst(
  index: BySeq,
  query: IDBKeyRange | null,
  count: number,
): Promise<NumberedSummary[]> {
  if ('getAllRecords' in IDBIndex.prototype) {
    const getAll = index.getAll.bind(index) as (about: object) => Promise<NumberedSummary[]>;
    return getAll({ query, count, direction: 'prev' });
  }
  const rows: NumberedSummary[] = [];
  let cursor = await index.openCursor(query, 'prev');
  for (; cursor && rows.length < count; cursor = await cursor.continue()) rows.push(cursor.value);
  return rows;
}
