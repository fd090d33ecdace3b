// OCSF events (schema.ocsf.io) as one JSON array. An incident is the Detection Finding of core/report/ocsf.ts, under the id and number
// of its event. A heartbeat and a change of policy say how this application fares, so they are Application Lifecycle (6002); the
// classes of Discovery speak of the security of the whole device, which we do not know. What was dropped is an Application Error
// (6008), the class that OCSF made for troubles of programs that handle OCSF events.
import { incidentToOcsf, OCSF_VERSION, productOf, severityNamed } from '../../report/ocsf.ts';
import type { FleetEvent, Heartbeat, IncidentEvent, Origin } from '../event.ts';
import { ALL_TAKEN, type Format } from '../format.ts';
import { authorized } from './authorization.ts';
import { lineOf } from './event-line.ts';
import { osNames } from './operating-system.ts';
import { bodyRow } from './row.ts';

export const ocsf: Format = {
  encode({ events, origin }) {
    const body = JSON.stringify(events.map((event) => ocsfEvent(event, origin)));
    return { contentType: 'application/json', body };
  },
  headers: authorized,
  receipt: () => ALL_TAKEN,
};

type HealthEvent = Exclude<FleetEvent, IncidentEvent>;

function ocsfEvent(event: FleetEvent, origin: Origin): object {
  return event.kind === 'incident' ? finding(event, origin) : health(event, origin);
}

function finding(event: IncidentEvent, origin: Origin): object {
  const { incident, at } = event;
  const envelope = { exportedAtMs: at, engineVersion: origin.engineVersion };
  const found = incidentToOcsf(incident, envelope) as { readonly metadata: object };
  const { deviceId: uid, deviceTags: labels } = origin;
  return {
    ...found,
    metadata: {
      ...found.metadata,
      ...identityOf(event),
      // Events of one incident belong together.
      ...{ correlation_uid: incident.id, profiles: ['security_control', 'host'] },
    },
    device: deviceOf(origin),
    resources: [{ uid, name: nameOf(origin), type: 'Browser', labels, ...ownerOf(origin) }],
  };
}

function health(event: HealthEvent, origin: Origin): object {
  const { at } = event;
  const product = productOf(origin.engineVersion);
  return {
    ...classOf(event),
    ...{ ...severityNamed(event.severity), time: at, timezone_offset: 0 },
    ...(event.kind === 'heartbeat' && { start_time: event.heartbeat.since, end_time: at }),
    ...(event.kind === 'events-dropped' && { count: event.dropped.events }),
    message: lineOf(event),
    ...statusOf(event),
    ...(event.kind !== 'events-dropped' && { app: product }),
    metadata: {
      ...{ version: OCSF_VERSION, product, profiles: ['host'], log_name: 'Assay health' },
      ...{ logged_time: at, original_time: new Date(at).toISOString(), ...identityOf(event) },
    },
    device: deviceOf(origin),
    unmapped: { assay: bodyRow(event) },
  };
}

/** The same event sent again has the same. */
function identityOf({ id, seq }: FleetEvent): object {
  return { uid: id, sequence: seq };
}

/** What they do is none of the activities of the class (install, start, update …): "Other", under our own name. */
function classOf({ kind }: HealthEvent): object {
  const [class_uid, class_name, activity_id, activity_name] = {
    heartbeat: [6002, 'Application Lifecycle', 99, 'Heartbeat'] as const,
    'policy-changed': [6002, 'Application Lifecycle', 99, 'Policy changed'] as const,
    'events-dropped': [6008, 'Application Error', 1, 'General Error'] as const,
  }[kind];
  return {
    ...{ category_uid: 6, category_name: 'Application Activity', class_uid, class_name },
    ...{ activity_id, activity_name, type_uid: class_uid * 100 + activity_id },
    type_name: `${class_name}: ${activity_id === 99 ? 'Other' : activity_name}`,
  };
}

function statusOf(event: HealthEvent): object {
  const failures = event.kind === 'heartbeat' ? failuresOf(event.heartbeat) : [];
  const isFailure = failures.length > 0 || event.kind === 'events-dropped';
  return {
    ...(isFailure ? { status_id: 2, status: 'Failure' } : { status_id: 1, status: 'Success' }),
    ...(failures.length > 0 && { status_detail: failures.join(', ') }),
  };
}

function failuresOf({ selfTestFailures, queue }: Heartbeat): string[] {
  return [...selfTestFailures, ...queue.failing.map((sink) => `sink ${sink}`)];
}

/** The id is that of a browser profile: what the computer is, nobody has told us. */
function deviceOf(origin: Origin): object {
  const { deviceId: uid, deviceTags } = origin;
  const [type_id, type] = osNames(origin.os)?.ocsf ?? [0, 'Unknown'];
  return {
    ...{ uid, name: nameOf(origin), type_id: 8, type: 'Browser' },
    ...{ os: { name: origin.os || type, type_id, type }, ...ownerOf(origin) },
    ...(deviceTags.length > 0 && { groups: deviceTags.map((name) => ({ name })) }),
  };
}

function nameOf({ deviceLabel, deviceId }: Origin): string {
  return deviceLabel || deviceId;
}

function ownerOf({ user }: Origin): object {
  if (!user) return {};
  return { owner: 'name' in user ? { name: user.name } : { uid: user.hash } };
}
