// The store on a real IndexedDB: order, bounds by time, replacing by id, and that a database which could not be opened
// is tried again.
import { forceCloseDatabase, indexedDB } from 'fake-indexeddb';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Incident } from '../../../core/incident/incident.ts';
import type { SummaryPage } from '../../../core/protocol/questions.ts';
import { MOST_SUMMARIES } from '../../../entrypoints/background/store/incident-store.ts';
import { incidentAt, keyed, MINUTE_MS, newStore, NOON } from './incident-stores.ts';

describe('the store', () => {
  it('lists the newest first, in whatever order they came', async () => {
    const store = newStore();
    const [first, second, third] = [incidentAt(1), incidentAt(2), incidentAt(3)];
    for (const one of [second, third, first]) await store.put([keyed(one)]);
    expect(await store.newest(1_000)).toEqual([third, second, first]);
  });

  it('gives back what was put, by its id, and replaces it', async () => {
    const store = newStore();
    const incident = incidentAt(1, { title: '<b>\ud83d\ude00 "quoted"</b>' });
    await store.put([keyed(incident)]);
    expect(await store.get(incident.id)).toEqual(incident);
    await store.put([keyed({ ...incident, count: 2 })]);
    expect(await store.newest(1_000)).toEqual([{ ...incident, count: 2 }]);
    expect(await store.get(crypto.randomUUID())).toBeNull();
  });

  it('knows the incidents of one site since a time, oldest first, with their keys', async () => {
    const store = newStore();
    const [early, late, later] = [1, 2, 3].map((minutes) =>
      incidentAt(minutes, { site: 'a.test' }),
    );
    for (const one of [later, early, late]) await store.put([keyed(one as Incident, one?.id)]);
    await store.put([keyed(incidentAt(2, { site: 'b.test' }))]);
    expect(await store.recentOfSite('a.test', NOON + 2 * MINUTE_MS)).toMatchObject([
      { incident: late, mergeKey: late?.id },
      { incident: later, mergeKey: later?.id },
    ]);
    expect(await store.recentOfSite('A.TEST', 0)).toEqual([]);
  });

  it('trims to the newest and says how many went', async () => {
    const store = newStore();
    const all = Array.from({ length: 7 }, (_, index) => incidentAt(index));
    for (const one of all.toReversed()) await store.put([keyed(one)]);
    const ids = all.map(({ id }) => id);
    expect(await store.trim({ keep: 3, notBefore: 0 }, NOON)).toEqual(ids.slice(0, 4));
    expect(await store.newest(1_000)).toEqual(all.slice(4).toReversed());
    expect(await store.trim({ keep: 3, notBefore: 0 }, NOON)).toEqual([]);
    expect(await store.trim({ keep: 0, notBefore: 0 }, NOON)).toEqual(ids.slice(4));
    expect(await store.newest(1_000)).toEqual([]);
  });

  it('removes what was not seen for long, however few there are', async () => {
    const store = newStore();
    const [old, again, fresh] = [
      incidentAt(0),
      incidentAt(1, { lastSeenAt: NOON + 9 * MINUTE_MS }),
      incidentAt(8),
    ];
    for (const one of [old, again, fresh]) await store.put([keyed(one)]);
    const bound = { keep: 10, notBefore: NOON + 5 * MINUTE_MS };
    expect(await store.trim(bound, NOON)).toEqual([old.id]);
    expect(await store.newest(1_000)).toEqual([fresh, again]);
  });

  it('clears and says how many went', async () => {
    const store = newStore();
    expect(await store.clear(null, NOON)).toBe(0);
    await store.put([keyed(incidentAt(1))]);
    expect(await store.clear(null, NOON)).toBe(1);
    expect(await store.newest(1_000)).toEqual([]);
  });

  it('clears only those that are named, and counts those that there were', async () => {
    const store = newStore();
    const [one, two, three] = [incidentAt(1), incidentAt(2), incidentAt(3)];
    await store.put([one, two, three].map((incident) => keyed(incident)));
    expect(await store.clear([one.id, three.id, one.id, crypto.randomUUID()], NOON)).toBe(2);
    expect(await store.newest(10)).toEqual([two]);
    expect(await store.summaries(null, 10)).toMatchObject({ total: 1, rows: [{ id: two.id }] });
    expect(await store.deletions()).toEqual([{ at: NOON, removed: 2, why: 'person' }]);
  });

  it('says so when an incident cannot be stored, and goes on', async () => {
    const store = newStore();
    const broken = { ...incidentAt(1), title: (() => 'no data') as unknown as string };
    await expect(store.put([keyed(broken)])).rejects.toThrow();
    await store.put([keyed(incidentAt(2))]);
    expect(await store.newest(1_000)).toHaveLength(1);
  });

  it('tries again to open a database that could not be opened', async () => {
    const store = newStore();
    const open = vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
      throw new DOMException('the disk is full', 'QuotaExceededError');
    });
    await expect(store.newest(1_000)).rejects.toThrow('the disk is full');
    expect(await store.newest(1_000)).toEqual([]);
    expect(open).toHaveBeenCalledTimes(2);
    open.mockRestore();
  });

  it('opens the database anew when the browser closed it', async () => {
    const store = newStore();
    let database: IDBDatabase | undefined;
    const open = vi.spyOn(indexedDB, 'open').mockImplementationOnce((name, version) => {
      open.mockRestore();
      const request = indexedDB.open(name, version);
      request.addEventListener('success', () => (database = request.result));
      return request;
    });
    await store.put([keyed(incidentAt(1))]);
    // The package's types name the class where an instance is meant.
    forceCloseDatabase(database as never);
    await new Promise((resolve) => setImmediate(resolve));
    await store.put([keyed(incidentAt(2))]);
    expect(await store.newest(1_000)).toHaveLength(2);
  });
});

describe('summaries', () => {
  it('come page by page, the last written first, with what an answer says of the whole', async () => {
    const store = newStore();
    expect(await store.summaries(null, 10)).toEqual({ rows: [], next: null, total: 0, newest: 0 });
    const all = Array.from({ length: 7 }, (_, index) => incidentAt(index));
    for (const one of all) await store.put([keyed(one)]);
    await store.put([keyed({ ...(all[0] as Incident), count: 2 })]);
    const ids: string[] = [];
    let below: number | null = null;
    const pages: number[] = [];
    do {
      const page: SummaryPage = await store.summaries(below, 3);
      expect(page).toMatchObject({ total: 7, newest: 8 });
      ids.push(...page.rows.map(({ id }) => id));
      pages.push(page.rows.length);
      below = page.next;
    } while (below !== null);
    const byId = all.map(({ id }) => id);
    expect(ids).toEqual([byId[0], ...byId.slice(1).toReversed()]);
    expect(pages).toEqual([3, 3, 1]);
    // A page that ends with the last row has none after it.
    expect((await store.summaries(null, 7)).next).toBeNull();
  });

  it('are the same in a browser that has to go through them one by one', async () => {
    const store = newStore();
    for (let index = 0; index < 5; index++) await store.put([keyed(incidentAt(index))]);
    const pages = [await store.summaries(null, 2), await store.summaries(4, 9)];
    const { getAllRecords } = IDBIndex.prototype as { getAllRecords?: unknown };
    // fake-indexeddb is such a browser, or can be made one.
    delete (IDBIndex.prototype as { getAllRecords?: unknown }).getAllRecords;
    expect([await store.summaries(null, 2), await store.summaries(4, 9)]).toEqual(pages);
    if (getAllRecords) Object.assign(IDBIndex.prototype, { getAllRecords });
  });

  it('that were written since a place come oldest first, in parts of 5,000', async () => {
    const store = newStore();
    const all = Array.from({ length: MOST_SUMMARIES + 3 }, (_, index) => incidentAt(index / 100));
    await store.put(all.map((incident) => keyed(incident)));
    const first = await store.summariesSince(0);
    expect(first).toMatchObject({ next: MOST_SUMMARIES, total: all.length, newest: all.length });
    expect(first.rows.map(({ id }) => id)).toEqual(all.slice(0, MOST_SUMMARIES).map((i) => i.id));
    const second = await store.summariesSince(first.next ?? 0);
    expect(second.rows.map(({ id }) => id)).toEqual(all.slice(MOST_SUMMARIES).map((i) => i.id));
    expect(second.next).toBeNull();
    expect(await store.summariesSince(all.length)).toMatchObject({ rows: [], next: null });
  });
});

describe('what was removed', () => {
  const HOUR_MS = 60 * MINUTE_MS;

  it('is noted for each reason, and within an hour added up', async () => {
    const store = newStore();
    const fill = async (): Promise<void> => {
      const all = [0, 1, 2, 3].map((minutes) => incidentAt(minutes));
      await store.put(all.map((incident) => keyed(incident)));
    };
    const bound = { keep: 2, notBefore: NOON + MINUTE_MS };
    await fill();
    expect(await store.trim(bound, NOON)).toHaveLength(2);
    await fill();
    expect(await store.trim(bound, NOON + 1)).toHaveLength(4);
    await fill();
    await store.trim(bound, NOON + HOUR_MS);
    expect(await store.deletions()).toEqual([
      { at: NOON + HOUR_MS, removed: 3, why: 'number' },
      { at: NOON + HOUR_MS, removed: 1, why: 'age' },
      { at: NOON, removed: 4, why: 'number' },
      { at: NOON, removed: 2, why: 'age' },
    ]);
  });

  it('by a person is noted each time, and the newest hundred notes are kept', async () => {
    const store = newStore();
    for (let time = 0; time < 103; time++) {
      await store.put([keyed(incidentAt(0))]);
      await store.clear(null, NOON + time);
    }
    const deletions = await store.deletions();
    expect(deletions).toHaveLength(100);
    expect(deletions[0]).toEqual({ at: NOON + 102, removed: 1, why: 'person' });
  });
});

describe('figures', () => {
  const DAY_MS = 24 * 60 * MINUTE_MS;
  const cost = { observedCoreMs: 10, avoidedCoreMs: 100 };
  const NONE = {
    incidents: 0,
    blocked: 0,
    sites: 0,
    cost: { observedCoreMs: 0, avoidedCoreMs: 0 },
  };

  it('are of what was last seen on a day or later, and follow each change', async () => {
    const store = newStore();
    expect(await store.figuresSince(0)).toEqual(NONE);
    const old = incidentAt(0, { site: 'a.test', cost });
    const young = incidentAt(3 * 24 * 60, { site: 'b.test', response: 'observe', cost });
    await store.put([keyed(old), keyed(young)]);
    expect(await store.figuresSince(NOON)).toEqual({
      ...{ incidents: 2, blocked: 1, sites: 2 },
      cost: { observedCoreMs: 20, avoidedCoreMs: 200 },
    });
    expect(await store.figuresSince(NOON + 2 * DAY_MS)).toEqual({
      ...{ incidents: 1, blocked: 0, sites: 1, cost },
    });
    // Seen again: it is of another day now, with another cost.
    const again = { ...old, lastSeenAt: NOON + 3 * DAY_MS, cost: { ...cost, observedCoreMs: 30 } };
    await store.put([keyed(again)]);
    expect(await store.figuresSince(NOON + 2 * DAY_MS)).toEqual({
      ...{ incidents: 2, blocked: 1, sites: 2 },
      cost: { observedCoreMs: 40, avoidedCoreMs: 200 },
    });
    await store.clear([young.id], NOON);
    expect(await store.figuresSince(NOON)).toEqual({
      ...{ incidents: 1, blocked: 1, sites: 1 },
      cost: { observedCoreMs: 30, avoidedCoreMs: 100 },
    });
    await store.trim({ keep: 0, notBefore: 0 }, NOON);
    expect(await store.figuresSince(0)).toEqual(NONE);
  });

  it('are those of the incidents that are there, whatever was written and removed', async () => {
    const ids = Array.from({ length: 6 }, () => crypto.randomUUID());
    const put = fc.record({
      id: fc.constantFrom(...ids),
      day: fc.integer({ min: 0, max: 4 }),
      site: fc.constantFrom('a.test', 'b.test', ''),
      ms: fc.integer({ min: 0, max: 9 }),
    });
    const step = fc.oneof(
      fc.array(put, { minLength: 1, maxLength: 4 }).map((all) => ({ all })),
      fc.subarray(ids).map((clear) => ({ clear })),
      fc.integer({ min: 0, max: 6 }).map((keep) => ({ keep })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        const store = newStore();
        for (const one of steps) {
          if ('clear' in one) await store.clear(one.clear, NOON);
          else if ('keep' in one) await store.trim({ keep: one.keep, notBefore: 0 }, NOON);
          else
            await store.put(
              one.all.map(({ id, day, site, ms }) => {
                const lastSeenAt = NOON + day * DAY_MS;
                const spent = { observedCoreMs: ms, avoidedCoreMs: 2 * ms };
                return keyed(incidentAt(0, { id, site, lastSeenAt, cost: spent }));
              }),
            );
        }
        const all = await store.newest(100);
        const since = NOON + 2 * DAY_MS;
        const late = all.filter(({ lastSeenAt }) => lastSeenAt >= since);
        const sum = late.reduce((ms, one) => ms + one.cost.observedCoreMs, 0);
        expect(await store.figuresSince(since)).toEqual({
          incidents: late.length,
          blocked: late.length,
          sites: new Set(late.map(({ site }) => site)).size,
          cost: { observedCoreMs: sum, avoidedCoreMs: 2 * sum },
        });
        expect((await store.summaries(null, 1)).total).toBe(all.length);
      }),
      { numRuns: 40 },
    );
  });
});
