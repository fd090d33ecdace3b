// What the address of the log page says: it comes back as it was written, and whatever somebody writes into it is bounded.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ALL,
  criteriaOf,
  FACETS,
  hashOf,
  isNarrowed,
  midnightOf,
  rangeOf,
  SORTS,
  SPANS,
  toggled,
  type Criteria,
} from '../../../entrypoints/log/list/criteria.ts';

const moment = fc.option(fc.integer({ min: 0, max: 4_102_444_800_000 }));
const anyTime: fc.Arbitrary<Criteria['time']> = fc.oneof(
  fc.constant(null),
  fc.constantFrom(...SPANS),
  fc
    .record({ from: moment, to: moment })
    .map(({ from, to }) => (from === null && to === null ? null : { from, to })),
);
const anyCriteria: fc.Arbitrary<Criteria> = fc.record({
  query: fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.trim()),
  time: anyTime,
  values: fc.dictionary(
    fc.constantFrom(...FACETS),
    fc.uniqueArray(fc.string({ unit: 'grapheme', maxLength: 20 }), { minLength: 1, maxLength: 4 }),
  ),
  sort: fc.constantFrom(...SORTS),
  isAscending: fc.boolean(),
});

describe('the address of the list', () => {
  it('says what was asked for, and is read back as the same', () => {
    fc.assert(
      fc.property(anyCriteria, (criteria) => {
        expect(criteriaOf(`#${hashOf(criteria)}`)).toEqual(criteria);
      }),
    );
  });

  it('is empty for everything, newest first', () => {
    expect(hashOf(ALL)).toBe('');
    expect(criteriaOf('')).toEqual(ALL);
    expect(criteriaOf('#')).toEqual(ALL);
  });

  it('may hold anything: it never throws, and what means nothing is left out', () => {
    fc.assert(
      fc.property(fc.string(), (hash) => {
        expect(() => criteriaOf(hash)).not.toThrow();
      }),
    );
    const odd = criteriaOf('#time=never&from=x&sort=constructor.up&site=&verdict=__proto__');
    expect(odd).toEqual({ ...ALL, values: { site: [''], verdict: ['__proto__'] } });
  });

  it('is bounded', () => {
    const long = criteriaOf(`#q=${'a'.repeat(5_000)}&site=${'b'.repeat(5_000)}`);
    expect(long.query.length).toBe(200);
    expect(long.values.site).toBeUndefined();
    const many = Array.from({ length: 500 }, (_, at) => `site=${at}`).join('&');
    expect(criteriaOf(many).values.site?.length).toBe(50);
  });

  it('toggles a value of a facet', () => {
    const one = toggled(ALL, 'site', 'a.example');
    const two = toggled(one, 'site', 'b.example');
    expect(two.values).toEqual({ site: ['a.example', 'b.example'] });
    expect(toggled(toggled(two, 'site', 'a.example'), 'site', 'b.example')).toEqual(ALL);
    expect([isNarrowed(ALL), isNarrowed(one)]).toEqual([false, true]);
  });

  it('counts days of the calendar: today alone, and today with the six before', () => {
    const now = new Date(2026, 10, 23, 15, 30).getTime();
    const midnight = (day: number): number => new Date(2026, 10, day).getTime();
    expect(rangeOf({ ...ALL, time: 'today' }, now)).toEqual({ from: midnight(23), to: null });
    expect(rangeOf({ ...ALL, time: '7d' }, now)).toEqual({ from: midnight(17), to: null });
    expect(midnightOf('2026-11-23')).toBe(midnight(23));
    expect(midnightOf('2026-11-23', 1)).toBe(midnight(24));
    expect(midnightOf('yesterday')).toBeNull();
  });
});
