// The log on a real IndexedDB: repeats are counted, sites and the whole are bounded, writes go one after the other and
// one that fails stops nobody.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '../../../core/incident/incident.ts';
import { DiagnosticCounters } from '../../../entrypoints/background/services/diagnostics.ts';
import {
  IncidentLog,
  MAX_PER_SITE_AND_HOUR,
  MOST_WAITING,
} from '../../../entrypoints/background/services/incident-log.ts';
import type { IncidentStore } from '../../../entrypoints/background/store/incident-store.ts';
import { incidentAt, MINUTE_MS, newStore, NOON } from './incident-stores.ts';

let store: IncidentStore;
let diagnostics: DiagnosticCounters;
let told: (Incident | null)[];

function newLog(over: IncidentStore = store, keepIncidents = 10_000): IncidentLog {
  // The incidents are of a day that is long past.
  const bounds = () => ({ keepIncidents, keepDays: 100_000 });
  return new IncidentLog(over, diagnostics, (incident) => told.push(incident), bounds);
}

/** Another thing on the same site: its family makes the merge key differ. */
function other(index: number, minutes = 0, site = 'films.example'): Incident {
  return incidentAt(minutes, { site, family: `family-${index}` });
}

beforeEach(() => {
  store = newStore();
  diagnostics = new DiagnosticCounters();
  told = [];
});

describe('repeats', () => {
  it('within an hour are counted on the first, which keeps its id and its beginning', async () => {
    const log = newLog();
    const first = await log.record(incidentAt(0));
    const again = await log.record(incidentAt(59, { title: 'Another title' }));
    expect(again).toMatchObject({
      id: first?.id,
      count: 2,
      firstSeenAt: NOON,
      lastSeenAt: NOON + 59 * MINUTE_MS,
      title: 'Another title',
    });
    expect(await log.store.newest(1_000)).toEqual([again]);
  });

  it('after an hour are a new incident, the newest first', async () => {
    const log = newLog();
    const first = await log.record(incidentAt(0));
    const later = await log.record(incidentAt(61));
    expect(await log.store.newest(1_000)).toEqual([later, first]);
    expect(later).toMatchObject({ count: 1 });
  });

  it('of something else on the site are their own', async () => {
    const log = newLog();
    await log.record(other(1));
    await log.record(other(2));
    expect(await log.store.newest(1_000)).toHaveLength(2);
  });

  it('that come at once are one incident', async () => {
    const log = newLog();
    await Promise.all(Array.from({ length: 5 }, () => log.record(incidentAt(0))));
    expect((await log.store.newest(1_000)).map(({ count }) => count)).toEqual([5]);
  });

  it('never end before they began, though the clock was set back', async () => {
    const log = newLog();
    await log.record(incidentAt(30));
    const again = await log.record(incidentAt(0));
    expect(again?.lastSeenAt).toBeGreaterThanOrEqual(again?.firstSeenAt ?? Infinity);
  });
});

describe('bounds', () => {
  it('one site gets so many new incidents in an hour; more are counted, not stored', async () => {
    const log = newLog();
    for (let index = 0; index < MAX_PER_SITE_AND_HOUR; index++)
      expect(await log.record(other(index))).not.toBeNull();
    expect(await log.record(other(-1, 1))).toBeNull();
    expect(await log.record(other(-2, 1))).toBeNull();
    expect(await log.store.newest(1_000)).toHaveLength(MAX_PER_SITE_AND_HOUR);
    expect(diagnostics.snapshot()).toEqual({
      'incidents over the bound of a site, counted only': 2,
    });
    // Repeats, other sites and the next hour are not touched by it.
    expect(await log.record(other(0, 1))).toMatchObject({ count: 2 });
    expect(await log.record(other(-1, 1, 'bank.example'))).not.toBeNull();
    expect(await log.record(other(-1, 61))).not.toBeNull();
  });

  it('the whole log keeps the newest and says how many it removed', async () => {
    const log = newLog(store, 3);
    for (let index = 0; index < 5; index++) await log.record(other(index, index));
    expect((await log.store.newest(1_000)).map(({ family }) => family)).toEqual([
      'family-4',
      'family-3',
      'family-2',
    ]);
    expect(diagnostics.snapshot()).toEqual({ 'incidents removed, oldest first': 2 });
  });
});

describe('a write that fails', () => {
  it('is an error to its caller and a count, and the next write goes on', async () => {
    let failures = 1;
    const failing: IncidentStore = {
      ...store,
      put: (all) =>
        failures-- > 0 ? Promise.reject(new Error('the disk is full')) : store.put(all),
    };
    const log = newLog(failing);
    const [lost, kept] = await Promise.allSettled([log.record(other(1)), log.record(other(2))]);
    expect(lost).toMatchObject({ status: 'rejected', reason: { message: 'the disk is full' } });
    expect(kept).toMatchObject({ status: 'fulfilled', value: { family: 'family-2' } });
    expect((await log.store.newest(1_000)).map(({ family }) => family)).toEqual(['family-2']);
    expect(diagnostics.snapshot()).toEqual({ 'incident writes failed': 1 });
    expect(told.map((incident) => incident?.family)).toEqual(['family-2']);
  });

  it('while the log is cut does not lose the incident that is stored already', async () => {
    const log = newLog({ ...store, trim: () => Promise.reject(new Error('the disk is full')) });
    const stored = await log.record(incidentAt(0));
    expect(await log.store.newest(1_000)).toEqual([stored]);
    expect(told).toEqual([stored]);
    expect(diagnostics.snapshot()).toEqual({ 'log could not be cut to its bound': 1 });
  });
});

describe('later changes', () => {
  it('amend says what was done, once the page answered', async () => {
    const log = newLog();
    const incident = await log.record(incidentAt(0));
    await log.amend(incident?.id ?? '', '2 workers of the page were stopped.');
    expect(await log.store.newest(1_000)).toEqual([
      { ...incident, action: '2 workers of the page were stopped.' },
    ]);
    // It is still the same thing: a repeat is counted on it.
    expect(await log.record(incidentAt(1))).toMatchObject({ id: incident?.id, count: 2 });
  });

  it('amend of an incident that is gone does nothing', async () => {
    const log = newLog();
    await log.amend('pending', 'x');
    expect(await log.store.newest(1_000)).toEqual([]);
    expect(told).toEqual([]);
  });

  it('clear empties the log, says how many went and tells that it changed', async () => {
    const log = newLog();
    await log.record(other(1));
    await log.record(other(2));
    expect(await log.clear(null)).toBe(2);
    expect(await log.store.newest(1_000)).toEqual([]);
    expect(told.at(-1)).toBeNull();
    expect(await log.record(other(1))).toMatchObject({ count: 1 });
  });

  it('tells of an incident only when it is stored', async () => {
    const seen: boolean[] = [];
    const log = new IncidentLog(store, diagnostics, (incident) => {
      void store.get(incident?.id ?? '').then((found) => seen.push(found !== null));
    });
    await log.record(incidentAt(0));
    await expect.poll(() => seen).toEqual([true]);
  });
});

describe('a flood', () => {
  const OVER = 'incidents over the bound of a site, counted only';
  const TOO_FAST = 'incidents that came too fast to be stored, counted only';

  /** A store that counts its steps, and is as slow as a test wants. */
  function counting(slowMs = 0): { store: IncidentStore; steps: number; most: number } {
    const about = { store, steps: 0, most: 0 };
    about.store = {
      ...store,
      put: async (all) => {
        about.steps++;
        about.most = Math.max(about.most, all.length);
        if (slowMs > 0) await new Promise((resolve) => setTimeout(resolve, slowMs));
        return store.put(all);
      },
    };
    return about;
  }

  async function sumOfCounts(log: IncidentLog): Promise<number> {
    return (await log.store.newest(10_000)).reduce((sum, { count }) => sum + count, 0);
  }

  it('of one thing is one incident that says how often, with few writes', async () => {
    const about = counting();
    const log = newLog(about.store);
    await log.record(incidentAt(0));
    const all = Array.from({ length: 5_000 }, () => log.record(incidentAt(0)));
    await Promise.all(all);
    expect(await sumOfCounts(log)).toBe(5_001);
    expect(about.steps).toBeLessThan(10);
  });

  it('is on the disk a second later, though nobody asks', async () => {
    const log = newLog();
    await log.record(incidentAt(0));
    for (let time = 0; time < 100; time++) void log.record(incidentAt(0));
    await expect.poll(async () => (await store.newest(1))[0]?.count, { timeout: 3_000 }).toBe(101);
    expect(told.at(-1)).toMatchObject({ count: 101 });
  });

  it('of ever new things on one site is bounded, and all of it is counted', async () => {
    const about = counting();
    const log = newLog(about.store);
    const all = Array.from({ length: 3_000 }, (_, index) => log.record(other(index % 100)));
    await Promise.all(all);
    const counted = diagnostics.snapshot();
    const only = (counted[OVER] ?? 0) + (counted[TOO_FAST] ?? 0);
    expect((await sumOfCounts(log)) + only).toBe(3_000);
    expect(await log.store.newest(1_000)).toHaveLength(MAX_PER_SITE_AND_HOUR);
  });

  it('of ever new sites on a slow disk does not wait without bound, and all of it is counted', async () => {
    const log = newLog(counting(1).store);
    const all = Array.from({ length: 2_500 }, (_, index) =>
      log.record(other(index, 0, `site-${index}.example`)),
    );
    await Promise.all(all);
    const { [TOO_FAST]: tooFast = 0 } = diagnostics.snapshot();
    expect(tooFast).toBe(2_500 - MOST_WAITING);
    expect(await sumOfCounts(log)).toBe(MOST_WAITING);
  }, 30_000);

  it('loses no count when a write fails', async () => {
    let failures = 0;
    const log = newLog({
      ...store,
      put: (all) =>
        failures-- > 0 ? Promise.reject(new Error('the disk is full')) : store.put(all),
    });
    await log.record(incidentAt(0));
    failures = 1;
    for (let time = 0; time < 10; time++) await log.record(incidentAt(0));
    await log.settled();
    expect(await sumOfCounts(log)).toBe(11);
    expect(diagnostics.snapshot()).toEqual({ 'incident writes failed': 1 });
  });

  it('does not bring back what a person clears meanwhile', async () => {
    const log = newLog();
    await log.record(incidentAt(0));
    for (let time = 0; time < 10; time++) void log.record(incidentAt(0));
    await log.clear(null);
    await log.settled();
    expect(await log.store.newest(10)).toEqual([]);
  });

  it('keeps what was changed in between', async () => {
    const log = newLog();
    const incident = await log.record(incidentAt(0));
    const feedback = { isRight: true, at: NOON, note: '' };
    void log.record(incidentAt(0));
    await log.change(incident?.id ?? '', (known) => ({ ...known, feedback }));
    void log.record(incidentAt(0));
    expect(await log.store.newest(10)).toMatchObject([{ count: 3, feedback }]);
  });

  it('goes on where an earlier life of the background has stopped', async () => {
    await newLog().record(incidentAt(0));
    for (let index = 1; index < MAX_PER_SITE_AND_HOUR; index++) await newLog().record(other(index));
    expect(await newLog().record(other(-1))).toBeNull();
    expect(await newLog().record(incidentAt(0))).toMatchObject({ count: 2 });
    expect(diagnostics.snapshot()).toEqual({ [OVER]: 1 });
  });
});
