// Events of all kinds with every field set, for the engine's tests. Nothing in them is random.
import type { Incident } from '../../core/incident/incident.ts';
import type {
  Dropped,
  FleetEvent,
  Heartbeat,
  Origin,
  PolicyChange,
} from '../../core/fleet/event.ts';
import { sampleIncident } from '../core/report/incident-samples.ts';

export const DAY_MS = 86_400_000;
const HASH = 'a'.repeat(64);

export function originOf(device: number, changes: Partial<Origin> = {}): Origin {
  return {
    deviceId: `00000000-0000-4000-8000-${String(device).padStart(12, '0')}`,
    deviceLabel: `PC-${device}`,
    deviceTags: [device % 2 === 0 ? 'finance' : 'sales', 'berlin'],
    user: { name: 'alex' },
    engineVersion: '0.4.0',
    browser: { name: 'chrome', version: '156.0.0.0' },
    os: 'linux',
    ...changes,
  };
}

type Head = Pick<FleetEvent, 'id' | 'seq' | 'at'>;

/** @param number makes the id, and is the number among the device's events */
export function head(number: number, at: number): Head {
  return { id: `018f3b2c-7d1e-7c3a-9b1f-${String(number).padStart(12, '0')}`, seq: number, at };
}

export function incidentEvent(of: Head, changes: Partial<Incident> = {}): FleetEvent {
  return { ...of, severity: 'medium', kind: 'incident', incident: sampleIncident(changes) };
}

export function heartbeatEvent(of: Head, changes: Partial<Heartbeat> = {}): FleetEvent {
  const heartbeat: Heartbeat = {
    ...{ since: of.at - 3_600_000, nextWithinMinutes: 60, mode: 'block', isManaged: true },
    ...{ policyHash: HASH, ignoredKeys: 1, rulePack: 7, hostsListed: 400 },
    ...{ selfTestFailures: ['rules'], gaps: ['private-windows'] },
    counts: { incidents: 3, blocked: 1, warned: 1, observed: 1, deliberate: 1 },
    cost: { observedCoreMs: 100, avoidedCoreMs: 200 },
    queue: { waiting: 2, sizeBytes: 900, oldestAt: of.at - 5_000, parked: 1, failing: ['soc'] },
    ...changes,
  };
  return { ...of, severity: 'informational', kind: 'heartbeat', heartbeat };
}

export function policyEvent(of: Head): FleetEvent {
  const change: PolicyChange = {
    ...{ policyHash: HASH, previousHash: 'b'.repeat(64), isManaged: true, mode: 'block' },
    ...{ changedKeys: ['mode'], ignoredKeys: 0 },
  };
  return { ...of, severity: 'informational', kind: 'policy-changed', change };
}

export function dropEvent(of: Head): FleetEvent {
  const dropped: Dropped = {
    ...{ events: 6, bySeverity: { high: 0, medium: 1, low: 2, informational: 3 } },
    ...{ firstSeq: 1, lastSeq: 6, why: 'size' },
  };
  return { ...of, severity: 'medium', kind: 'events-dropped', dropped };
}

/** One of each kind, and an incident of a nameless user with feedback: every column that there is. */
export function everyColumn(at: number): { event: FleetEvent; origin: Origin }[] {
  const module = { sha256: 'c'.repeat(64), sizeBytes: 1_000, kernelSharePercent: 90 };
  const feedback = { isRight: false, at, note: 'our own tool' };
  const named = originOf(1);
  const hashed = originOf(2, { user: { hash: 'd'.repeat(64) } });
  return [
    { event: incidentEvent(head(1, at)), origin: named },
    { event: incidentEvent(head(2, at), { module, feedback }), origin: hashed },
    { event: heartbeatEvent(head(3, at)), origin: named },
    { event: policyEvent(head(4, at)), origin: named },
    { event: dropEvent(head(5, at)), origin: named },
  ];
}
