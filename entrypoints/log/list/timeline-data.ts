// Incidents over time, by what was done: the numbers of the chart and of its table. Pure.
import type { Range } from './criteria.ts';
import type { LogRow } from './log-row.ts';

export const RESPONSES = ['block', 'warn', 'observe'] as const;
export type ResponseName = (typeof RESPONSES)[number];

export interface Timeline {
  /** Begin of each part, ms since the epoch. */
  readonly starts: readonly number[];
  readonly stepMs: number;
  readonly counts: Readonly<Record<ResponseName, readonly number[]>>;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** As many parts as a small chart can show apart. */
const MOST_PARTS = 48;
const STEPS_MS = [
  ...[MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 3 * HOUR_MS, 6 * HOUR_MS],
  ...[DAY_MS, 2 * DAY_MS, 7 * DAY_MS, 14 * DAY_MS, 30 * DAY_MS, 90 * DAY_MS, 365 * DAY_MS],
];

/** @param range what was asked for; open ends are those of the rows */
export function timelineOf(rows: readonly LogRow[], range: Range): Timeline | null {
  let [first, last] = [Infinity, -Infinity];
  for (const { lastSeenAt } of rows) {
    if (lastSeenAt < first) first = lastSeenAt;
    if (lastSeenAt > last) last = lastSeenAt;
  }
  if (rows.length === 0) return null;
  first = Math.min(range.from ?? first, first);
  last = Math.max(range.to === null ? last : range.to - 1, last);
  const stepMs =
    STEPS_MS.find((step) => (last - first) / step < MOST_PARTS - 1) ?? (last - first) / MOST_PARTS;
  const origin = originOf(first, stepMs);
  const parts = Math.floor((last - origin) / stepMs) + 1;
  const counts = { block: zeros(parts), warn: zeros(parts), observe: zeros(parts) };
  for (const { lastSeenAt, response } of rows) {
    const at = Math.floor((lastSeenAt - origin) / stepMs);
    counts[response][at] = (counts[response][at] ?? 0) + 1;
  }
  return { starts: counts.block.map((_, at) => origin + at * stepMs), stepMs, counts };
}

/** Parts begin where the clock on the wall does. */
function originOf(first: number, stepMs: number): number {
  const midnight = new Date(first);
  midnight.setHours(0, 0, 0, 0);
  const from = midnight.getTime();
  return stepMs >= DAY_MS ? from : from + Math.floor((first - from) / stepMs) * stepMs;
}

function zeros(length: number): number[] {
  return new Array<number>(length).fill(0);
}

/** The most frequent values, the most first. */
export function topOf(
  rows: readonly LogRow[],
  valueOf: (row: LogRow) => string | null,
  most: number,
): readonly (readonly [value: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = valueOf(row);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return mostFirst(counts).slice(0, most);
}

/** By how often; by name where that is the same. */
export function mostFirst(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
