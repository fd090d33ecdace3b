// Which rows fit what is asked for, and what each other choice would leave. One pass notes for every row which parts it fails, so
// that the numbers in a menu are counted only when the menu is opened. Pure.
import { matcher, type TextPool } from '../../../core/report/search.ts';
import { FACETS, rangeOf, type Criteria, type Facet, type Sort } from './criteria.ts';
import type { LogRow } from './log-row.ts';
import { mostFirst } from './timeline-data.ts';

export interface Filtered {
  /** Those that fit, in the order of `all`. */
  readonly rows: readonly LogRow[];
  readonly all: readonly LogRow[];
  /** For each of `all` one bit for each part that it fails. */
  readonly misses: Uint16Array;
}

const SEARCH_BIT = 1;
const TIME_BIT = 2;
const bitOf = (facet: Facet): number => 4 << FACETS.indexOf(facet);

/** What a row says to a facet: one value, or several. */
const VALUES: Readonly<Record<Facet, (row: LogRow) => string | readonly string[]>> = {
  site: (row) => row.site,
  category: (row) => row.category,
  verdict: (row) => row.level,
  response: (row) => row.response,
  family: (row) => row.family ?? '',
  detector: (row) => row.detectors,
  device: (row) => row.device,
  feedback: ({ isRight }) => (isRight === null ? '' : isRight ? 'right' : 'wrong'),
};

/** The bit of the part that a row fails; 0 where it fits. */
type Test = (row: LogRow) => number;

/** @param now ms since the epoch */
export function filterRows(
  all: readonly LogRow[],
  criteria: Criteria,
  pool: TextPool,
  now: number,
): Filtered {
  const misses = new Uint16Array(all.length);
  const tests = testsOf(criteria, pool, now);
  if (tests.length === 0) return { rows: all, all, misses };
  const rows: LogRow[] = [];
  for (const [at, row] of all.entries()) {
    let missed = 0;
    for (let test = 0; test < tests.length; test++) missed |= tests[test]?.(row) ?? 0;
    misses[at] = missed;
    if (missed === 0) rows.push(row);
  }
  return { rows, all, misses };
}

function testsOf(criteria: Criteria, pool: TextPool, now: number): readonly Test[] {
  const tests: Test[] = FACETS.flatMap((facet) => {
    const wanted = criteria.values[facet];
    return wanted ? [fitsOne(facet, new Set(wanted))] : [];
  });
  const matches = matcher(criteria.query, pool);
  if (matches) tests.push(({ id, terms }) => (matches(id, terms) ? 0 : SEARCH_BIT));
  const { from, to } = rangeOf(criteria, now);
  if (from !== null) tests.push(({ lastSeenAt }) => (lastSeenAt >= from ? 0 : TIME_BIT));
  if (to !== null) tests.push(({ lastSeenAt }) => (lastSeenAt < to ? 0 : TIME_BIT));
  return tests;
}

function fitsOne(facet: Facet, wanted: ReadonlySet<string>): Test {
  const [of, bit] = [VALUES[facet], bitOf(facet)];
  return (row) => {
    const value = of(row);
    const fits =
      typeof value === 'string' ? wanted.has(value) : value.some((one) => wanted.has(one));
    return fits ? 0 : bit;
  };
}

/** How many rows each value of a facet would leave, were the facet's own choice lifted; the most first. */
export function facetCounts(
  { all, misses }: Filtered,
  facet: Facet,
): readonly (readonly [value: string, count: number])[] {
  const [of, others] = [VALUES[facet], ~bitOf(facet)];
  const counts = new Map<string, number>();
  const count = (value: string) => counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const [at, row] of all.entries()) {
    if (((misses[at] ?? 0) & others) !== 0) continue;
    const value = of(row);
    if (typeof value === 'string') count(value);
    else for (const one of value) count(one);
  }
  return mostFirst(counts);
}

const KEYS: Readonly<Record<Exclude<Sort, 'when'>, (row: LogRow) => string | number>> = {
  first: (row) => row.firstSeenAt,
  site: (row) => row.site,
  sure: (row) => row.score,
  count: (row) => row.count,
  family: (row) => row.family ?? '',
  observed: (row) => row.observedCoreMs,
  avoided: (row) => row.avoidedCoreMs,
};

/** @param newest rows, newest first: rows that are equal stay in this order */
export function sortRows(
  newest: readonly LogRow[],
  { sort, isAscending }: Pick<Criteria, 'sort' | 'isAscending'>,
): readonly LogRow[] {
  if (sort === 'when') return isAscending ? newest.toReversed() : newest;
  const key = KEYS[sort];
  const order = isAscending ? 1 : -1;
  const ranks = ranksOf(newest.map(key));
  return Array.from(newest.keys())
    .sort((a, b) => ((ranks[a] ?? 0) - (ranks[b] ?? 0)) * order || a - b)
    .flatMap((at) => newest[at] ?? []);
}

/** Numbers in the order of the keys: comparing 100,000 texts again and again is what makes sorting slow. */
function ranksOf(keys: readonly (string | number)[]): Float64Array {
  const distinct = [...new Set(keys)].sort((a, b) => (a < b ? -1 : 1));
  const rank = new Map(distinct.map((key, at) => [key, at]));
  return Float64Array.from(keys, (key) => rank.get(key) ?? 0);
}
