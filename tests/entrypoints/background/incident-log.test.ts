// The log on a real IndexedDB: repeats are counted, sites and the whole are bounded, writes go one after the other and
// one that fails stops nobody.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '../../../core/incident/incident.ts';
import { DiagnosticCounters } from '../../../entrypoints/background/services/diagnostics.ts';
import {
  IncidentLog,
  MAX_PER_SITE_AND_HOUR,
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
    expect(await log.list()).toEqual([again]);
  });

  it('after an hour are a new incident, the newest first', async () => {
    const log = newLog();
    const first = await log.record(incidentAt(0));
    const later = await log.record(incidentAt(61));
    expect(await log.list()).toEqual([later, first]);
    expect(later).toMatchObject({ count: 1 });
  });

  it('of something else on the site are their own', async () => {
    const log = newLog();
    await log.record(other(1));
    await log.record(other(2));
    expect(await log.list()).toHaveLength(2);
  });

  it('that come at once are one incident', async () => {
    const log = newLog();
    await Promise.all(Array.from({ length: 5 }, () => log.record(incidentAt(0))));
    expect((await log.list()).map(({ count }) => count)).toEqual([5]);
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
    expect(await log.list()).toHaveLength(MAX_PER_SITE_AND_HOUR);
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
    expect((await log.list()).map(({ family }) => family)).toEqual([
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
      put: (incident, key) =>
        failures-- > 0 ? Promise.reject(new Error('the disk is full')) : store.put(incident, key),
    };
    const log = newLog(failing);
    const [lost, kept] = await Promise.allSettled([log.record(other(1)), log.record(other(2))]);
    expect(lost).toMatchObject({ status: 'rejected', reason: { message: 'the disk is full' } });
    expect(kept).toMatchObject({ status: 'fulfilled', value: { family: 'family-2' } });
    expect((await log.list()).map(({ family }) => family)).toEqual(['family-2']);
    expect(diagnostics.snapshot()).toEqual({ 'incident writes failed': 1 });
    expect(told.map((incident) => incident?.family)).toEqual(['family-2']);
  });

  it('while the log is cut does not lose the incident that is stored already', async () => {
    const log = newLog({ ...store, trim: () => Promise.reject(new Error('the disk is full')) });
    const stored = await log.record(incidentAt(0));
    expect(await log.list()).toEqual([stored]);
    expect(told).toEqual([stored]);
    expect(diagnostics.snapshot()).toEqual({ 'log could not be cut to its bound': 1 });
  });
});

describe('later changes', () => {
  it('amend says what was done, once the page answered', async () => {
    const log = newLog();
    const incident = await log.record(incidentAt(0));
    await log.amend(incident?.id ?? '', '2 workers of the page were stopped.');
    expect(await log.list()).toEqual([
      { ...incident, action: '2 workers of the page were stopped.' },
    ]);
    // It is still the same thing: a repeat is counted on it.
    expect(await log.record(incidentAt(1))).toMatchObject({ id: incident?.id, count: 2 });
  });

  it('amend of an incident that is gone does nothing', async () => {
    const log = newLog();
    await log.amend('pending', 'x');
    expect(await log.list()).toEqual([]);
    expect(told).toEqual([]);
  });

  it('clear empties the log, says how many went and tells that it changed', async () => {
    const log = newLog();
    await log.record(other(1));
    await log.record(other(2));
    expect(await log.clear()).toBe(2);
    expect(await log.list()).toEqual([]);
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
