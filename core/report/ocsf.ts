// Incidents as OCSF Detection Findings (schema.ocsf.io, class 2004), one a line, for data lakes and SIEMs that read OCSF. It
// uses only what versions 1.5.0 to 1.8.0 have in common. What OCSF has no place for lies in `unmapped`; nothing is judged anew.
import type { Incident } from '../incident/incident.ts';
import { ATTACK_VERSION, SUB_TECHNIQUE, TACTIC, TECHNIQUE } from './attack-technique.ts';
import { UNNAMED_DEVICE, type Device } from './csv.ts';
import { jsonLines } from './json-lines.ts';
import type { Envelope } from './json.ts';
import { artifactsOf, observablesOf } from './ocsf-artifacts.ts';
import { plainText } from './plain-text.ts';
import { hasStopFailed, isRefuted, severityOf, wasStopped, type Severity } from './severity.ts';

/** The version that the events claim; 1.8.0 reads them as well. */
export const OCSF_VERSION = '1.5.0';

const CLASS_UID = 2004;
const ATTACKS = [
  { tactic: TACTIC, technique: TECHNIQUE, sub_technique: SUB_TECHNIQUE, version: ATTACK_VERSION },
];
/** What people call an incident of a category, in every format. */
export const TYPE_NAMES: Readonly<Record<Incident['category'], string>> = {
  cryptojacking: 'Cryptojacking',
  'deliberate-mining': 'Cryptocurrency mining on purpose',
};
const SEVERITY_IDS: Readonly<Record<Severity, readonly [id: number, name: string]>> = {
  informational: [1, 'Informational'],
  low: [2, 'Low'],
  medium: [3, 'Medium'],
  high: [4, 'High'],
};
const CONFIDENCES = {
  clear: { confidence_id: 1, confidence: 'Low' },
  suspected: { confidence_id: 2, confidence: 'Medium' },
  confirmed: { confidence_id: 3, confidence: 'High' },
} as const;

/** One event a line, each ended by a line feed. */
export function incidentsToOcsf(incidents: readonly Incident[], envelope: Envelope): string {
  return jsonLines(incidents.map((incident) => incidentToOcsf(incident, envelope)));
}

export function incidentToOcsf(incident: Incident, envelope: Envelope): object {
  const device = envelope.device ?? UNNAMED_DEVICE;
  const evidences = artifactsOf(incident);
  return {
    ...classOf(incident),
    ...occurrenceOf(incident),
    ...severityFields(incident),
    message: `${titleOf(incident)}. ${plainText(incident.action, 300)}`,
    metadata: metadataOf(incident, envelope, device),
    finding_info: findingOf(incident),
    ...controlOf(incident),
    ...CONFIDENCES[incident.verdict.level],
    confidence_score: Math.round(incident.verdict.score),
    ...statusOf(incident),
    ...deviceFields(device),
    ...(evidences.length > 0 ? { evidences, observables: observablesOf(evidences) } : {}),
    unmapped: unmappedOf(incident, envelope),
  };
}

/** It is created once; counting it up and saying whether it was right updates it. */
function classOf(incident: Incident): object {
  const { firstSeenAt, lastSeenAt, count, feedback } = incident;
  const isNew = count === 1 && firstSeenAt === lastSeenAt && feedback === null;
  const [activity, name] = isNew ? [1, 'Create'] : [2, 'Update'];
  return {
    ...{ category_uid: 2, category_name: 'Findings' },
    ...{ class_uid: CLASS_UID, class_name: 'Detection Finding' },
    ...{ activity_id: activity, activity_name: name },
    ...{ type_uid: CLASS_UID * 100 + activity, type_name: `Detection Finding: ${name}` },
  };
}

function occurrenceOf({ firstSeenAt, lastSeenAt, count }: Incident): object {
  return {
    ...{ time: firstSeenAt, start_time: firstSeenAt, end_time: lastSeenAt },
    ...{ timezone_offset: 0, count },
  };
}

function severityFields(incident: Incident): object {
  const named = severityNamed(severityOf(incident));
  return { ...named, is_alert: named.severity_id >= 3 };
}

/** A severity as OCSF numbers and names it. */
export function severityNamed(severity: Severity): {
  readonly severity_id: number;
  readonly severity: string;
} {
  const [severity_id, name] = SEVERITY_IDS[severity];
  return { severity_id, severity: name };
}

function metadataOf(incident: Incident, envelope: Envelope, device: Device): object {
  return {
    version: OCSF_VERSION,
    product: productOf(envelope.engineVersion),
    profiles: ['security_control', ...(isNamed(device) ? ['host'] : [])],
    uid: `${incident.id}:${changedAt(incident)}`,
    log_name: 'Assay incidents',
    logged_time: envelope.exportedAtMs,
    modified_time: changedAt(incident),
    original_time: new Date(incident.firstSeenAt).toISOString(),
  };
}

/** This program. */
export function productOf(version: string): object {
  return { name: 'Assay', vendor_name: 'Assay', uid: 'assay', version };
}

/** An incident is written anew when it is counted up and when somebody says whether it was right. */
function changedAt({ lastSeenAt, feedback }: Incident): number {
  return Math.max(lastSeenAt, feedback?.at ?? 0);
}

function findingOf(incident: Incident): object {
  const { id, firstSeenAt, lastSeenAt, category, evidence } = incident;
  const [first, ...others] = detectorsOf(incident);
  return {
    uid: id,
    title: titleOf(incident),
    desc: evidence.map(({ sentence }) => plainText(sentence, 500)).join(' '),
    types: [TYPE_NAMES[category]],
    ...{ created_time: firstSeenAt, modified_time: changedAt(incident) },
    ...{ first_seen_time: firstSeenAt, last_seen_time: lastSeenAt },
    data_sources: ['Browser'],
    ...(first === undefined ? {} : { analytic: analyticOf(first, incident) }),
    ...(others.length > 0
      ? { related_analytics: others.map((one) => analyticOf(one, incident)) }
      : {}),
    attacks: ATTACKS,
  };
}

/** What was found where, how sure it is and whether it was stopped. */
export function titleOf(incident: Incident): string {
  const site = plainText(incident.site, 120) || 'a page without a host name';
  const outcome = wasStopped(incident) ? 'stopped' : 'not stopped';
  return `${TYPE_NAMES[incident.category]} at ${site}, ${incident.verdict.level}, ${outcome}`;
}

/** The detectors that spoke, strongest first, each once. */
export function detectorsOf({ verdict }: Incident): string[] {
  return [...new Set(verdict.contributions.map(({ id }) => id))];
}

/** What a detector is to OCSF: a rule over what something is, or over how it behaves. */
function analyticOf(uid: string, { evidence, engineVersion }: Incident): object {
  const kind = evidence.find(({ id }) => id === uid)?.kind;
  const isBehavioural = kind === 'work' || kind === 'network';
  const [type_id, type] = isBehavioural ? [2, 'Behavioral'] : [1, 'Rule'];
  return { uid, name: uid, type_id, type, version: engineVersion, ...(kind && { category: kind }) };
}

/** The profile `security_control`: what was done, and what it was done to. */
function controlOf(incident: Incident): object {
  return { ...outcomeOf(incident), attacks: ATTACKS, ...malwareOf(incident) };
}

function outcomeOf(incident: Incident): object {
  const observed = { action_id: 3, action: 'Observed' };
  if (wasStopped(incident))
    return { action_id: 2, action: 'Denied', disposition_id: 2, disposition: 'Blocked' };
  if (hasStopFailed(incident)) return { ...observed, disposition_id: 27, disposition: 'Error' };
  if (incident.response === 'warn')
    return { ...observed, disposition_id: 19, disposition: 'Alert' };
  return { ...observed, disposition_id: 17, disposition: 'Logged' };
}

/** A visit to a pool's page is no program. */
function malwareOf({ category, family }: Incident): object {
  if (category === 'deliberate-mining' && family === null) return {};
  const name = plainText(family ?? '', 80) || 'Cryptocurrency miner';
  return {
    malware: [
      {
        ...{ classification_ids: [13], classifications: ['Resource-Exploitation'] },
        ...{ name, provider: 'Assay' },
      },
    ],
  };
}

function statusOf(incident: Incident): object {
  const [status_id, status] = isRefuted(incident)
    ? [3, 'Suppressed']
    : incident.feedback
      ? [2, 'In Progress']
      : [1, 'New'];
  return { status_id, status, status_detail: plainText(incident.action, 300) };
}

function isNamed({ deviceLabel }: Device): boolean {
  return deviceLabel !== '';
}

/** What kind of computer it is, nobody has told us. */
function deviceFields(device: Device): object {
  if (!isNamed(device)) return {};
  const { deviceLabel, deviceTags, userLabel } = device;
  const owner = userLabel === '' ? {} : { owner: { name: userLabel } };
  const groups = deviceTags.map((name) => ({ name }));
  return {
    device: {
      ...{ uid: deviceLabel, name: deviceLabel, type_id: 0, type: 'Unknown', ...owner },
      ...(groups.length > 0 ? { groups } : {}),
    },
    resources: [
      { uid: deviceLabel, name: deviceLabel, type: 'Device', labels: deviceTags, ...owner },
    ],
  };
}

/** The whole record, for what OCSF has no place for. */
function unmappedOf(incident: Incident, envelope: Envelope): object {
  const { schemaVersion, verdict, evidence, steps, family, module, cost, load } = incident;
  return {
    assay: {
      ...{ schema_version: schemaVersion, engine_version: incident.engineVersion },
      ...{ exported_with: envelope.engineVersion, category: incident.category },
      ...{ title: incident.title, family, verdict, evidence, steps, cost, load },
      kernel_share_percent: module?.kernelSharePercent ?? null,
      feedback: incident.feedback,
    },
  };
}
