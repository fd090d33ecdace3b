// The incidents as the report counts them: each with its severity, its outcome and its device, and the sums that all sections
// share, so that no two of them can differ. Pure.
import { sumOfCosts } from '../../incident/energy.ts';
import type { Cost, Incident } from '../../incident/incident.ts';
import { UNNAMED_DEVICE, type Device } from '../csv.ts';
import { plainText } from '../plain-text.ts';
import { isRefuted, SEVERITIES, severityOf, wasStopped, type Severity } from '../severity.ts';
import type { AssessmentContext } from './context.ts';

export interface Finding {
  readonly incident: Incident;
  readonly severity: Severity;
  readonly isStopped: boolean;
  /** Name of the device; empty where it has none. */
  readonly device: string;
}

export interface Figures {
  /** Worst first, then the one that was seen last. */
  readonly findings: readonly Finding[];
  /** Those that nobody has marked as wrong. */
  readonly valid: readonly Finding[];
  readonly stopped: number;
  /** Confirmed, and not stopped. */
  readonly goneOn: readonly Finding[];
  readonly sites: number;
  /** How often something was seen; an incident can be seen many times. */
  readonly sightings: number;
  /** Without those that were marked as wrong. */
  readonly cost: Cost;
  readonly bySeverity: ReadonlyMap<Severity, number>;
  readonly devices: Devices;
  /** What the report speaks of, in ms since the epoch; null without incidents and without a period that was asked for. */
  readonly span: { readonly fromMs: number; readonly toMs: number } | null;
  readonly engineVersions: readonly string[];
}

export interface Devices {
  /** All that were looked at and have a name. */
  readonly names: readonly string[];
  /** How many of them have an incident. */
  readonly withFindings: number;
  /** Whether incidents came from devices without a name. */
  readonly hasUnnamed: boolean;
}

export function figuresOf(incidents: readonly Incident[], context: AssessmentContext): Figures {
  const findings = incidents.map((one) => findingOf(one, context)).sort(worstFirst);
  const valid = findings.filter(({ incident }) => !isRefuted(incident));
  return {
    findings,
    valid,
    stopped: valid.filter(({ isStopped }) => isStopped).length,
    goneOn: valid.filter(
      ({ isStopped, incident }) => !isStopped && incident.verdict.level === 'confirmed',
    ),
    sites: new Set(incidents.map(({ site }) => site)).size,
    sightings: incidents.reduce((sum, { count }) => sum + count, 0),
    cost: sumOfCosts(valid.map(({ incident }) => incident.cost)),
    bySeverity: new Map(
      SEVERITIES.map((one) => [one, findings.filter(({ severity }) => severity === one).length]),
    ),
    devices: devicesOf(findings, context),
    span: context.period ?? spanOf(incidents),
    engineVersions: [
      ...new Set(incidents.map(({ engineVersion }) => plainText(engineVersion, 20))),
    ].sort(),
  };
}

function findingOf(incident: Incident, { deviceOf, envelope }: AssessmentContext): Finding {
  const device = deviceOf ? deviceOf.get(incident.id) : envelope.device;
  return {
    incident,
    severity: severityOf(incident),
    isStopped: wasStopped(incident),
    device: deviceName(device ?? UNNAMED_DEVICE),
  };
}

function deviceName({ deviceLabel, userLabel }: Device): string {
  return plainText(deviceLabel || userLabel, 60);
}

function worstFirst(a: Finding, b: Finding): number {
  const bySeverity = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  return bySeverity || b.incident.lastSeenAt - a.incident.lastSeenAt;
}

function devicesOf(findings: readonly Finding[], context: AssessmentContext): Devices {
  const found = new Set(findings.map(({ device }) => device));
  const hasUnnamed = found.delete('');
  const { devices = [], envelope } = context;
  const asked = [...devices, ...(envelope.device ? [envelope.device] : [])].map(deviceName);
  const names = new Set([...found, ...asked.filter((name) => name !== '')]);
  return { names: [...names].sort(), withFindings: found.size, hasUnnamed };
}

function spanOf(incidents: readonly Incident[]): Figures['span'] {
  if (incidents.length === 0) return null;
  let [fromMs, toMs] = [Infinity, -Infinity];
  for (const { firstSeenAt, lastSeenAt } of incidents) {
    fromMs = Math.min(fromMs, firstSeenAt);
    toMs = Math.max(toMs, lastSeenAt);
  }
  return { fromMs, toMs };
}

export function isMiningForOthers({ incident }: Finding): boolean {
  return incident.category === 'cryptojacking';
}

/** Whether a detector took part in the incident. */
export function hasEvidence({ incident }: Finding, id: string): boolean {
  return incident.evidence.some((one) => one.id === id);
}
