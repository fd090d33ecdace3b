// The rows that the list holds: summaries, made small. Texts that repeat are kept once, and what is only searched is a list of
// numbers, because 100,000 of them must fit beside everything else that the browser holds.
import type { IncidentSummary } from '../../../core/incident/summary.ts';
import { createTextPool, termsOf, type TextPool } from '../../../core/report/search.ts';

/** `text` is empty: it has become `terms`. */
export interface LogRow extends IncidentSummary {
  readonly device: string;
  /** Numbers of the texts in the pool of the log. */
  readonly terms: readonly number[];
}

export interface RowMaker {
  readonly pool: TextPool;
  readonly rowOf: (summary: IncidentSummary, device: string) => LogRow;
}

export function createRowMaker(): RowMaker {
  const pool = createTextPool();
  const texts = new Map<string, string>();
  const lists = new Map<string, readonly string[]>();
  const termLists = new Map<string, readonly number[]>();
  const once = (text: string): string => keptOnce(texts, text, text);
  const listOnce = (list: readonly string[]): readonly string[] =>
    keptOnce(lists, list.join('\n'), list.map(once));
  return {
    pool,
    rowOf(summary, device) {
      const { id, firstSeenAt, lastSeenAt, count, score, observedCoreMs, avoidedCoreMs } = summary;
      const { category, level, response, isRight, family, sha256 } = summary;
      const terms = termsOf(summary, pool);
      return {
        ...{ id, firstSeenAt, lastSeenAt, count, score, observedCoreMs, avoidedCoreMs, isRight },
        category: once(category) as LogRow['category'],
        level: once(level) as LogRow['level'],
        response: once(response) as LogRow['response'],
        site: once(summary.site),
        family: family === null ? null : once(family),
        detectors: listOnce(summary.detectors),
        sentence: once(summary.sentence),
        action: once(summary.action),
        hosts: listOnce(summary.hosts),
        sha256: sha256 === null ? null : once(sha256),
        text: '',
        device: once(device),
        terms: keptOnce(termLists, terms.join(), terms),
      };
    },
  };
}

function keptOnce<Value>(kept: Map<string, Value>, key: string, value: Value): Value {
  const known = kept.get(key);
  if (known !== undefined) return known;
  kept.set(key, value);
  return value;
}

/** Newest first; incidents of one moment in a steady order. */
export function byNewest(a: LogRow, b: LogRow): number {
  return b.lastSeenAt - a.lastSeenAt || (a.id < b.id ? -1 : 1);
}

/** Rows, newest first, with others put in; those replace rows of the same id. */
export function withRows(rows: readonly LogRow[], others: readonly LogRow[]): readonly LogRow[] {
  if (others.length === 0) return rows;
  const added = [...new Map(others.map((row) => [row.id, row])).values()].sort(byNewest);
  const replaced = new Set(added.map(({ id }) => id));
  const merged: LogRow[] = [];
  let next = 0;
  for (const row of rows) {
    if (replaced.has(row.id)) continue;
    for (let one = added[next]; one && byNewest(one, row) < 0; one = added[++next])
      merged.push(one);
    merged.push(row);
  }
  for (const one of added.slice(next)) merged.push(one);
  return merged;
}
