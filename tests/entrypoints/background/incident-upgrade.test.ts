// A log that an older version has left: it opens with what that version stored, and with all that is new.
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../core/incident/incident.ts';
import { openIncidentStore } from '../../../entrypoints/background/store/incident-store.ts';
import { incidentAt, keyed, MINUTE_MS, NOON } from './incident-stores.ts';

let made = 0;

/** A database as versions 1 and 2 of it were. */
async function oldLog(version: 1 | 2, stored: readonly object[]): Promise<string> {
  const name = `assay-old-${++made}`;
  const database = await openDB(name, version, {
    upgrade(opened) {
      const store = opened.createObjectStore('incidents');
      store.createIndex('byMergeKey', ['mergeKey', 'firstSeenAt']);
      store.createIndex('byTime', 'firstSeenAt');
      store.createIndex('bySite', ['site', 'firstSeenAt']);
    },
  });
  for (const incident of stored) {
    const { id, firstSeenAt, site } = incident as Incident;
    await database.put('incidents', { incident, mergeKey: 'k', firstSeenAt, site }, id);
  }
  database.close();
  return name;
}

/** As version 2 of the schema had it. */
function ofVersion2(incident: Incident): object {
  const { frameUrl: _1, cost: _2, load: _3, feedback: _4, ...rest } = incident;
  return { ...rest, schemaVersion: 2 };
}

function ofVersion1(incident: Incident): object {
  const { steps: _steps, evidence, ...rest } = ofVersion2(incident) as Incident;
  const without = evidence.map(({ kind: _kind, ...one }) => one);
  return { ...rest, evidence: without, schemaVersion: 1 };
}

const old = [3, 1, 2].map((minutes) =>
  incidentAt(minutes, { site: `${minutes}.test`, cost: { observedCoreMs: 0, avoidedCoreMs: 0 } }),
);

describe.each([
  [1, ofVersion1],
  [2, ofVersion2],
] as const)('a log of version %i', (version, asItWas) => {
  it('has its incidents, their lines in order of time, its figures and its sites', async () => {
    const store = openIncidentStore(await oldLog(version, old.map(asItWas)));
    const newest = await store.newest(10);
    expect(newest.map(({ site }) => site)).toEqual(['3.test', '2.test', '1.test']);
    expect(newest[0]).toMatchObject({ schemaVersion: 3, title: old[0]?.title });
    const { rows, total } = await store.summaries(null, 10);
    expect(total).toBe(3);
    expect(rows.map(({ site, seq }) => [site, seq])).toEqual([
      ['3.test', 3],
      ['2.test', 2],
      ['1.test', 1],
    ]);
    expect(await store.figuresSince(NOON)).toMatchObject({ incidents: 3, sites: 3 });
    expect(await store.recentOfSite('2.test', NOON)).toMatchObject([{ mergeKey: 'k' }]);
    await store.put([keyed(incidentAt(9))]);
    expect(await store.summaries(null, 1)).toMatchObject({ newest: 4, total: 4 });
    expect(await store.trim({ keep: 1, notBefore: 0 }, NOON)).toHaveLength(3);
  });

  it('goes without what nobody can read', async () => {
    const broken = { ...asItWas(incidentAt(5)), evidence: 'none' };
    const foreign = { ...asItWas(incidentAt(6)), schemaVersion: 99 };
    const log = [broken, foreign, ...old.map(asItWas)];
    const store = openIncidentStore(await oldLog(version, log));
    expect(await store.newest(10)).toHaveLength(3);
    expect(await store.summaries(null, 10)).toMatchObject({ total: 3 });
  });

  it('may be large', async () => {
    const many = Array.from({ length: 1_203 }, (_, at) => asItWas(incidentAt(at)));
    const store = openIncidentStore(await oldLog(version, many));
    const { rows, total } = await store.summaries(null, 5_000);
    expect(total).toBe(many.length);
    const times = rows.map(({ firstSeenAt }) => firstSeenAt);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(times[0]).toBe(NOON + 1_202 * MINUTE_MS);
  });
});
