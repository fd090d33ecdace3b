// An event as one flat row: columns are words of ours in snake case, the same in every format that has a place for them; times are
// ms since the epoch; what does not apply to an event is left out.
import type { Incident } from '../../incident/incident.ts';
import { detectorsOf } from '../../report/ocsf.ts';
import { wasStopped } from '../../report/severity.ts';
import {
  EVENT_SCHEMA_VERSION,
  type Dropped,
  type FleetEvent,
  type Heartbeat,
  type Origin,
  type PolicyChange,
} from '../event.ts';

export type Row = Readonly<Record<string, string | number | readonly string[]>>;

/** Whether a column tells anything. */
export function isThere(value: unknown): boolean {
  return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/** An event as one row. */
export function rowOf(event: FleetEvent, origin: Origin): Row {
  const { id, seq, at, kind, severity } = event;
  return {
    ...{ schema_version: EVENT_SCHEMA_VERSION, event_id: id, seq, time_ms: at, kind, severity },
    ...originRow(origin),
    ...bodyRow(event),
  };
}

/** The columns of its kind alone. */
export function bodyRow(event: FleetEvent): Row {
  switch (event.kind) {
    case 'incident':
      return incidentRow(event.incident);
    case 'heartbeat':
      return heartbeatRow(event.heartbeat);
    case 'policy-changed':
      return policyRow(event.change);
    case 'events-dropped':
      return droppedRow(event.dropped);
  }
}

function originRow(origin: Origin): Row {
  const { deviceId, deviceLabel, deviceTags, user, browser: runs } = origin;
  return {
    ...{ device_id: deviceId, device_label: deviceLabel, device_tags: deviceTags },
    ...(user && 'name' in user ? { user: user.name } : {}),
    ...(user && 'hash' in user ? { user_hash: user.hash } : {}),
    ...{ engine_version: origin.engineVersion, os: origin.os },
    ...{ browser_name: runs.name, browser_version: runs.version },
  };
}

function incidentRow(incident: Incident): Row {
  const { verdict, evidence, module, cost, feedback } = incident;
  return {
    ...{ incident_id: incident.id, first_seen_ms: incident.firstSeenAt },
    ...{ last_seen_ms: incident.lastSeenAt, count: incident.count },
    ...{ site: incident.site, url: incident.url, title: incident.title },
    ...{ frame_url: incident.frameUrl, category: incident.category },
    ...{ level: verdict.level, score: verdict.score, response: incident.response },
    ...{ stopped: wasStopped(incident) ? 1 : 0, action: incident.action },
    family: incident.family ?? '',
    detectors: detectorsOf(incident),
    sentences: evidence.map(({ sentence }) => sentence),
    hosts: incident.hosts,
    ...(module && { module_sha256: module.sha256 ?? '', module_bytes: module.sizeBytes }),
    ...{ observed_core_ms: cost.observedCoreMs, avoided_core_ms: cost.avoidedCoreMs },
    ...(feedback && {
      feedback: feedback.isRight ? 'right' : 'wrong',
      feedback_note: feedback.note,
    }),
  };
}

function heartbeatRow(heartbeat: Heartbeat): Row {
  const { counts, cost, queue } = heartbeat;
  return {
    ...{ since_ms: heartbeat.since, next_within_minutes: heartbeat.nextWithinMinutes },
    ...{ mode: heartbeat.mode, is_managed: heartbeat.isManaged ? 1 : 0 },
    ...{ policy_hash: heartbeat.policyHash, ignored_keys: heartbeat.ignoredKeys },
    ...{ rule_pack: heartbeat.rulePack, hosts_listed: heartbeat.hostsListed },
    ...{ self_test_failures: heartbeat.selfTestFailures, gaps: heartbeat.gaps },
    ...{ incidents: counts.incidents, blocked: counts.blocked, warned: counts.warned },
    ...{ observed: counts.observed, deliberate: counts.deliberate },
    ...{ observed_core_ms: cost.observedCoreMs, avoided_core_ms: cost.avoidedCoreMs },
    ...{ queue_waiting: queue.waiting, queue_bytes: queue.sizeBytes, queue_parked: queue.parked },
    ...(queue.oldestAt !== null && { queue_oldest_ms: queue.oldestAt }),
    failing_sinks: queue.failing,
  };
}

function policyRow(change: PolicyChange): Row {
  return {
    ...{ mode: change.mode, is_managed: change.isManaged ? 1 : 0 },
    ...{ policy_hash: change.policyHash, previous_policy_hash: change.previousHash },
    ...{ changed_keys: change.changedKeys, ignored_keys: change.ignoredKeys },
  };
}

function droppedRow({ events, bySeverity, firstSeq, lastSeq, why }: Dropped): Row {
  return {
    ...{ dropped_events: events, dropped_high: bySeverity.high },
    ...{ dropped_medium: bySeverity.medium, dropped_low: bySeverity.low },
    ...{ dropped_informational: bySeverity.informational },
    ...{ dropped_first_seq: firstSeq, dropped_last_seq: lastSeq, dropped_why: why },
  };
}
