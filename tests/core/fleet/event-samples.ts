// Events for tests: one of each kind, a batch of varied incidents as a company's browsers make them, and a fast-check arbitrary
// whose page-controlled strings can be anything.
import * as fc from 'fast-check';
import { sampleLog } from '../../../cli/sample-log.ts';
import type {
  Dropped,
  FleetEvent,
  Heartbeat,
  Origin,
  PolicyChange,
} from '../../../core/fleet/event.ts';
import type { Batch } from '../../../core/fleet/format.ts';
import { uuid7 } from '../../../core/fleet/uuid7.ts';
import type { Incident } from '../../../core/incident/incident.ts';
import { severityOf } from '../../../core/report/severity.ts';
import { anyIncident, hostileText, sampleIncident } from '../report/incident-samples.ts';

export const AT = Date.UTC(2026, 10, 23, 9, 20, 42, 123);

export const ORIGIN: Origin = {
  deviceId: '3f1c8a52-6d0e-4b7c-9a41-5e2f7d8c9b10',
  deviceLabel: 'PC-0042',
  deviceTags: ['berlin', 'finance'],
  user: { name: 'u-3817' },
  engineVersion: '0.4.0',
  browser: { name: 'Chrome', version: '156.0.7100.12' },
  os: 'win',
};

const HEARTBEAT: Heartbeat = {
  ...{ since: AT - 3_600_000, nextWithinMinutes: 60, mode: 'block', isManaged: true },
  ...{ policyHash: 'ab'.repeat(32), ignoredKeys: 0, rulePack: 7, hostsListed: 20_412 },
  ...{ selfTestFailures: [], gaps: ['private-windows'] },
  counts: { incidents: 4, blocked: 2, warned: 1, observed: 1, deliberate: 1 },
  cost: { observedCoreMs: 4_200, avoidedCoreMs: 61_000 },
  queue: { waiting: 12, sizeBytes: 18_230, oldestAt: AT - 60_000, parked: 1, failing: ['lake'] },
};

/** An id that is always the same for its number. */
export function idOf(seq: number): string {
  return uuid7(AT + seq, Buffer.from(hexOf(seq + 10_000, 20), 'hex'));
}

export function incidentEvent(incident: Incident = sampleIncident(), seq = 41): FleetEvent {
  const severity = severityOf(incident);
  return { id: idOf(seq), seq, at: AT, severity, kind: 'incident', incident };
}

export function heartbeatEvent(changes: Partial<Heartbeat> = {}): FleetEvent {
  const head = { id: idOf(42), seq: 42, at: AT, severity: 'informational' } as const;
  return { ...head, kind: 'heartbeat', heartbeat: { ...HEARTBEAT, ...changes } };
}

const change: PolicyChange = {
  ...{
    policyHash: 'cd'.repeat(32),
    previousHash: 'ab'.repeat(32),
    isManaged: true,
    mode: 'monitor',
  },
  ...{ changedKeys: ['mode', 'sinks'], ignoredKeys: 1 },
};
const dropped: Dropped = {
  ...{ events: 9, bySeverity: { high: 0, medium: 2, low: 3, informational: 4 } },
  ...{ firstSeq: 3, lastSeq: 15, why: 'age' },
};

/** One of each kind. */
export const EVENTS: readonly FleetEvent[] = [
  incidentEvent(),
  heartbeatEvent(),
  { id: idOf(43), seq: 43, at: AT, severity: 'low', kind: 'policy-changed', change },
  { id: idOf(44), seq: 44, at: AT, severity: 'high', kind: 'events-dropped', dropped },
];

export function batchOf(
  events: readonly FleetEvent[] = EVENTS,
  changes: Partial<Origin> = {},
): Batch {
  return { events, origin: { ...ORIGIN, ...changes } };
}

/** Hex digits that compress as badly as those of a hash. */
function hexOf(seed: number, digits: number): string {
  let state = seed;
  const word = (): string => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return (Math.imul(state ^ (state >>> 13), 0x297a2d39) >>> 0).toString(16).padStart(8, '0');
  };
  return Array.from({ length: Math.ceil(digits / 8) }, word)
    .join('')
    .slice(0, digits);
}

/** A batch as a large company's browser could send it in full: no two incidents share an id, an address, a hash or a figure. */
export function variedBatch(size: number): Batch {
  const events = sampleLog(size, AT).map((incident, at) =>
    incidentEvent(varied(incident, at), at + 1),
  );
  return batchOf(events);
}

function varied(incident: Incident, at: number): Incident {
  const hex = hexOf(at + 1, 96);
  const path = `${hex.slice(0, 10)}/watch-${hex.slice(10, 14)}?session=${hex.slice(14, 34)}`;
  const module = incident.module && { ...incident.module, sha256: hexOf(at + 501, 64) };
  const facts = module ? { sha256: module.sha256, sizeBytes: 300_000 + at * 917 } : {};
  return {
    ...incident,
    id: hex.slice(64).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5'),
    url: `https://${incident.site}/${path}`,
    title: incident.title && `${incident.title} – part ${at} (${hex.slice(40, 46)})`,
    module,
    evidence: incident.evidence.map((one) => ({ ...one, facts: { ...one.facts, ...facts } })),
    feedback: at % 10 === 0 ? { isRight: true, at: AT, note: `seen before, case ${at}` } : null,
  };
}

/** Incidents whose every page-controlled string can be anything. */
export const anyIncidentEvent: fc.Arbitrary<FleetEvent> = fc
  .record({ incident: anyIncident, frameUrl: hostileText, fact: hostileText, seq: fc.nat() })
  .map(({ incident, frameUrl, fact, seq }) => {
    const evidence = incident.evidence.map((one) => ({
      ...one,
      facts: { url: fact, words: [fact] },
    }));
    return incidentEvent({ ...incident, frameUrl, evidence }, seq);
  });

export const anyOrigin: fc.Arbitrary<Origin> = fc
  .record({ deviceLabel: hostileText, tag: hostileText, name: hostileText, version: hostileText })
  .map(({ deviceLabel, tag, name, version }) => ({
    ...{ ...ORIGIN, deviceLabel, deviceTags: [tag], user: { name }, engineVersion: version },
  }));
