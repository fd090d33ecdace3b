// The rows of the list: put together, filtered, counted and sorted, against the plain way to say the same.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../../core/incident/summary.ts';
import { ALL, type Criteria } from '../../../entrypoints/log/list/criteria.ts';
import { facetCounts, filterRows, sortRows } from '../../../entrypoints/log/list/filter-rows.ts';
import { createRowMaker, withRows, type LogRow } from '../../../entrypoints/log/list/log-row.ts';
import { timelineOf, topOf } from '../../../entrypoints/log/list/timeline-data.ts';
import { sampleIncident } from '../../core/report/incident-samples.ts';

const NOON = Date.UTC(2026, 10, 23, 12);
const maker = createRowMaker();

function rowOf(at: number, changes: Parameters<typeof sampleIncident>[0] = {}): LogRow {
  const id = `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
  const times = { firstSeenAt: NOON + at, lastSeenAt: NOON + at };
  return maker.rowOf(summaryOf(sampleIncident({ id, ...times, ...changes })), 'PC-1');
}

const a = rowOf(1, { site: 'a.example', response: 'block', count: 7 });
const b = rowOf(2, { site: 'b.example', response: 'observe', family: null, count: 2 });
const c = rowOf(3, { site: 'a.example', response: 'observe', count: 7 });
const rows = [c, b, a];
const asked = (changes: Partial<Criteria>): Criteria => ({ ...ALL, ...changes });
const filtered = (changes: Partial<Criteria>) => filterRows(rows, asked(changes), maker.pool, NOON);

describe('rows', () => {
  it('are put in newest first, each once, the later one instead of the earlier', () => {
    const changed = rowOf(2, { site: 'b.example', lastSeenAt: NOON + 10 });
    const all = withRows(withRows([], [a, b]), [changed, c]);
    expect(all.map(({ id }) => id)).toEqual([b.id, c.id, a.id]);
    expect(all[0]).toBe(changed);
  });

  it('put in bit by bit are the same as put in at once', () => {
    const some = fc.array(fc.record({ at: fc.nat(30), late: fc.nat(20) }), { maxLength: 40 });
    fc.assert(
      fc.property(some, fc.nat(40), (list, cut) => {
        const made = list.map(({ at, late }) => rowOf(at, { lastSeenAt: NOON + late }));
        const parts = withRows(withRows([], made.slice(0, cut)), made.slice(cut));
        expect(parts).toEqual(withRows([], made));
      }),
    );
  });

  it('share what is the same in them', () => {
    const [one, two] = [rowOf(8), rowOf(9)];
    expect(one.hosts).toBe(two.hosts);
    expect(one.terms).toBe(two.terms);
    expect(one.text).toBe('');
  });
});

describe('filters', () => {
  it.each<[string, Partial<Criteria>, readonly LogRow[]]>([
    ['nothing asked', {}, [c, b, a]],
    ['one site', { values: { site: ['a.example'] } }, [c, a]],
    ['either of two', { values: { site: ['a.example', 'b.example'] } }, [c, b, a]],
    ['both of two facets', { values: { site: ['a.example'], response: ['block'] } }, [a]],
    ['no family', { values: { family: [''] } }, [b]],
    ['a detector', { values: { detector: ['rules/wasm/cryptonight'] } }, [c, b, a]],
    ['no feedback', { values: { feedback: ['right'] } }, []],
    ['a device', { values: { device: ['PC-1'] } }, [c, b, a]],
    ['words', { query: 'b.example' }, [b]],
    ['from', { time: { from: NOON + 2, to: null } }, [c, b]],
    ['to, which is outside', { time: { from: null, to: NOON + 2 } }, [a]],
  ])('%s', (_, changes, expected) => {
    expect(filtered(changes).rows).toEqual(expected);
  });

  it('count what each other choice would leave', () => {
    const one = filtered({ values: { response: ['observe'] } });
    expect(facetCounts(one, 'response')).toEqual([
      ['observe', 2],
      ['block', 1],
    ]);
    expect(facetCounts(one, 'site')).toEqual([
      ['a.example', 1],
      ['b.example', 1],
    ]);
  });
});

describe('order', () => {
  it.each<[Criteria['sort'], boolean, readonly LogRow[]]>([
    ['when', false, [c, b, a]],
    ['when', true, [a, b, c]],
    ['site', true, [c, a, b]],
    ['site', false, [b, c, a]],
    ['count', false, [c, a, b]],
    ['count', true, [b, c, a]],
  ])('%s, ascending %s; equal ones newest first', (sort, isAscending, expected) => {
    expect(sortRows(rows, { sort, isAscending })).toEqual(expected);
  });
});

describe('overview', () => {
  it('counts every row in one part of the time, whatever the time', () => {
    const times = fc.array(fc.integer({ min: 0, max: 4_102_444_800_000 }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(times, (list) => {
        const made = list.map((lastSeenAt, at) => rowOf(at, { lastSeenAt }));
        const timeline = timelineOf(made, { from: null, to: null });
        const { block = [], warn = [], observe = [] } = timeline?.counts ?? {};
        const sum = [...block, ...warn, ...observe].reduce((all, one) => all + one, 0);
        expect(sum).toBe(list.length);
        expect(timeline?.starts.length).toBeLessThanOrEqual(60);
        expect(timeline?.starts[0]).toBeLessThanOrEqual(Math.min(...list));
      }),
    );
    expect(timelineOf([], { from: null, to: null })).toBeNull();
  });

  it('names the most frequent first and leaves out what has no name', () => {
    expect(topOf(rows, ({ site }) => site, 1)).toEqual([['a.example', 2]]);
    expect(topOf(rows, ({ family }) => family, 5)).toEqual([['cryptonight', 2]]);
  });
});
