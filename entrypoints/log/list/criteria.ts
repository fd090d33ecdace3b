// What the list is asked for: words, time, facets and order. It is what the address says, so that a link or a bookmark is a saved
// filter; whatever an address holds is bounded and what means nothing is left out. Pure.
import { MAX_QUERY_CHARS } from '../../../core/report/search.ts';

export const FACETS = [
  ...(['site', 'category', 'verdict', 'response', 'family', 'detector'] as const),
  ...(['device', 'feedback'] as const),
] as const;
export type Facet = (typeof FACETS)[number];

/** Spans that end now. */
export const SPANS = ['today', '7d', '30d'] as const;
export type Span = (typeof SPANS)[number];

export const SORTS = [
  ...(['when', 'first', 'site', 'sure', 'count', 'family'] as const),
  ...(['observed', 'avoided'] as const),
] as const;
export type Sort = (typeof SORTS)[number];

/** Ms since the epoch; an open end is null. `to` itself is outside. */
export interface Range {
  readonly from: number | null;
  readonly to: number | null;
}

export interface Criteria {
  readonly query: string;
  readonly time: Span | Range | null;
  /** One of the values must fit; a facet without values asks for nothing. */
  readonly values: Readonly<Partial<Record<Facet, readonly string[]>>>;
  readonly sort: Sort;
  readonly isAscending: boolean;
}

export const ALL: Criteria = {
  query: '',
  time: null,
  values: {},
  sort: 'when',
  isAscending: false,
};

const MAX_VALUES = 50;
const MAX_VALUE_CHARS = 300;
const DAYS_BEFORE: Readonly<Record<Span, number>> = { today: 0, '7d': 6, '30d': 29 };

/** The criteria that an address names after `#`. */
export function criteriaOf(hash: string): Criteria {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const values: Partial<Record<Facet, readonly string[]>> = {};
  for (const facet of FACETS) {
    const named = parameters.getAll(facet).filter((value) => value.length <= MAX_VALUE_CHARS);
    if (named.length > 0) values[facet] = [...new Set(named)].slice(0, MAX_VALUES);
  }
  const [sort = '', direction] = (parameters.get('sort') ?? '').split('.');
  const isKnown = SORTS.some((name) => name === sort);
  return {
    query: (parameters.get('q') ?? '').slice(0, MAX_QUERY_CHARS),
    time: timeOf(parameters),
    values,
    sort: isKnown ? (sort as Sort) : 'when',
    isAscending: isKnown && direction === 'up',
  };
}

/** What stands after `#`; empty for everything, newest first. */
export function hashOf({ query, time, values, sort, isAscending }: Criteria): string {
  const parameters = new URLSearchParams();
  if (query.trim() !== '') parameters.set('q', query);
  if (typeof time === 'string') parameters.set('time', time);
  else if (time !== null) {
    if (time.from !== null) parameters.set('from', new Date(time.from).toISOString());
    if (time.to !== null) parameters.set('to', new Date(time.to).toISOString());
  }
  for (const facet of FACETS)
    for (const value of values[facet] ?? []) parameters.append(facet, value);
  if (sort !== 'when' || isAscending)
    parameters.set('sort', `${sort}.${isAscending ? 'up' : 'down'}`);
  return parameters.toString();
}

/** Whether anything is filtered or searched. */
export function isNarrowed({ query, time, values }: Criteria): boolean {
  return query.trim() !== '' || time !== null || Object.keys(values).length > 0;
}

/** With a value of a facet added, or taken out where it was there. */
export function toggled(criteria: Criteria, facet: Facet, value: string): Criteria {
  const known = criteria.values[facet] ?? [];
  const next = known.includes(value) ? known.filter((one) => one !== value) : [...known, value];
  return withValues(criteria, facet, next);
}

export function withValues(criteria: Criteria, facet: Facet, next: readonly string[]): Criteria {
  const { [facet]: _, ...others } = criteria.values;
  return { ...criteria, values: next.length > 0 ? { ...others, [facet]: next } : others };
}

/** Begin and end of the time asked for. Days are those of the calendar here. @param now ms since the epoch */
export function rangeOf({ time }: Criteria, now: number): Range {
  if (time === null) return { from: null, to: null };
  if (typeof time !== 'string') return time;
  const today = new Date(now);
  today.setHours(0, 0, 0, 0);
  today.setDate(today.getDate() - DAYS_BEFORE[time]);
  return { from: today.getTime(), to: null };
}

/** Midnight here of a day such as `2026-11-23`, and of as many days later; null where it is none. */
export function midnightOf(day: string, daysLater = 0): number | null {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  if (year === undefined) return null;
  const at = new Date(Number(year), Number(month) - 1, Number(date) + daysLater).getTime();
  return Number.isNaN(at) ? null : at;
}

function timeOf(parameters: URLSearchParams): Criteria['time'] {
  const span = SPANS.find((name) => name === parameters.get('time'));
  if (span) return span;
  const [from, to] = [moment(parameters.get('from')), moment(parameters.get('to'))];
  return from === null && to === null ? null : { from, to };
}

function moment(text: string | null): number | null {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? null : at;
}
