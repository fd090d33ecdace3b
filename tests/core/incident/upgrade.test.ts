// Incidents that older versions have stored: each version has an example here, and all of them become incidents of today.
import { describe, expect, it } from 'vitest';
import { incidentSchema } from '../../../core/incident/incident.ts';
import { upgradedIncident } from '../../../core/incident/upgrade.ts';
import { sampleIncident } from '../report/incident-samples.ts';

const version1 = {
  schemaVersion: 1,
  id: '6f9c2b1e-8a54-4c57-9f0e-2b1d7a3c4e5f',
  firstSeenAt: 1_800_000_000_000,
  lastSeenAt: 1_800_000_100_000,
  count: 3,
  site: 'films.example',
  url: 'https://films.example/watch?v=12',
  title: 'Watch films',
  category: 'cryptojacking',
  verdict: {
    level: 'confirmed',
    score: 90,
    contributions: [
      { id: 'detect/worker-duty', points: 45 },
      { id: 'detect/pool-dialogue', points: 45 },
    ],
  },
  evidence: [
    {
      id: 'detect/worker-duty',
      weight: 45,
      trust: 'page',
      facts: { workers: 2 },
      sentence: '2 workers were busy.',
    },
    {
      id: 'detect/static-module',
      weight: 96,
      trust: 'page',
      facts: {},
      sentence: 'Cryptonight miner.',
    },
    { id: 'detect/static-module', weight: 30, trust: 'page', facts: {}, sentence: 'Cryptonight.' },
  ],
  response: 'block',
  action: '2 workers of the page were stopped.',
  family: null,
  hosts: ['pool.example'],
  module: null,
  engineVersion: '0.1.0',
};

describe('an incident of version 1', () => {
  it('says the same as before, with its one step and the kinds of its evidence', () => {
    const upgraded = upgradedIncident(version1);
    expect(incidentSchema.parse(upgraded)).toEqual(upgraded);
    expect(upgraded).toMatchObject({ id: version1.id, count: 3, verdict: version1.verdict });
    expect(upgraded?.evidence.map(({ kind }) => kind)).toEqual(['work', 'artefact', 'code']);
    expect(upgraded?.steps).toEqual([
      { at: version1.firstSeenAt, what: version1.action, outcome: 'done' },
    ]);
  });
});

describe('anything else', () => {
  it('an incident of today stays as it is', () => {
    expect(upgradedIncident(sampleIncident())).toEqual(sampleIncident());
  });

  it.each([undefined, null, 7, {}, { schemaVersion: 99 }, { ...sampleIncident(), count: 'x' }])(
    '%j is none',
    (stored) => {
      expect(upgradedIncident(stored)).toBeNull();
    },
  );
});
