// Incidents as companies have them, and what a report is told beside them, for the tests of the report.
import type { Incident } from '../../../core/incident/incident.ts';
import type { AssessmentContext } from '../../../core/report/assessment.ts';
import { sampleIncident } from './incident-samples.ts';

const DAY_MS = 86_400_000;
export const MONDAY = Date.UTC(2026, 10, 2, 8);

export const DEVICE = { deviceLabel: 'PC-0042', deviceTags: ['berlin'], userLabel: '' };
export const DEVICES = [DEVICE, { ...DEVICE, deviceLabel: 'NB-0007' }];

export const CONTEXT: AssessmentContext = {
  envelope: { exportedAtMs: MONDAY + 27 * DAY_MS, engineVersion: '0.3.0' },
  scope: 'Office Berlin',
  period: null,
  costBasis: { wattsPerCore: 12, energyPriceCents: 31, currency: 'EUR' },
  inForce: { mode: 'block', listedHosts: 1_204, policyHash: '9f'.repeat(32), isManaged: true },
  devices: DEVICES,
};

/** An incident of its own on a day of its own. */
export function incidentOn(day: number, changes: Partial<Incident> = {}): Incident {
  const at = MONDAY + day * DAY_MS;
  const id = `6f9c2b1e-8a54-4c57-9f0e-${String(day).padStart(12, '0')}`;
  return sampleIncident({ ...{ id, firstSeenAt: at, lastSeenAt: at, count: 1 }, ...changes });
}

function evidenceOf(id: string, sentence: string): Pick<Incident, 'evidence' | 'verdict'> {
  return {
    evidence: [{ ...{ id, kind: 'host', weight: 95, trust: 'background', facts: {} }, sentence }],
    verdict: { level: 'confirmed', score: 95, contributions: [{ id, points: 95 }] },
  };
}

export const STOPPED = incidentOn(1);
export const GONE_ON = incidentOn(2, {
  ...{ site: 'games.example', family: 'randomx', response: 'observe', module: null },
  ...{ action: 'Nothing was blocked: Assay only monitors here.', hosts: [] },
  cost: { observedCoreMs: 36_000_000, avoidedCoreMs: 0 },
});
export const FAILED = incidentOn(3, {
  site: 'stubborn.example',
  steps: [{ at: MONDAY, what: 'the page was left', outcome: 'failed' }],
});
export const POOL = incidentOn(4, {
  ...{ site: 'pool.example', category: 'deliberate-mining', response: 'observe' },
  ...{ family: null, module: null, hosts: ['pool.example'] },
  ...evidenceOf('detect/listed-host', 'The page is that of a mining pool.'),
});
export const DOWNLOAD = incidentOn(5, {
  ...{ site: 'github.example', category: 'deliberate-mining', response: 'observe' },
  ...{ family: 'xmrig', module: null, hosts: ['github.example'] },
  ...evidenceOf('detect/miner-download', 'A file came from the release page of XMRig.'),
});
export const MISTAKE = incidentOn(6, {
  site: 'wallet.example',
  feedback: { isRight: false, at: MONDAY, note: 'The wallet of our treasury.' },
});

export const ALL = [STOPPED, GONE_ON, FAILED, POOL, DOWNLOAD, MISTAKE] as const;
