// Elastic's bulk API: for each event the line of an action and the document, in the names of the Elastic Common Schema. `create` under
// the event's id makes a repetition harmless: Elasticsearch answers 409, which means that it has it. What ECS has no name for lies
// below `assay`; facts of evidence are JSON there, because two detectors may give one name values of two types.
import { jsonLines } from '../../report/json-lines.ts';
import { plainText } from '../../report/plain-text.ts';
import type { FleetEvent, Origin } from '../event.ts';
import { ALL_TAKEN, type Batch, type Format, type Receipt } from '../format.ts';
import { authorized } from './authorization.ts';
import { alertFields } from './ecs-alert.ts';
import { lineOf } from './event-line.ts';
import { jsonOf, membersOf } from './json-answer.ts';
import { osNames } from './operating-system.ts';
import { bodyRow } from './row.ts';

/** Version whose names the documents use. */
export const ECS_VERSION = '9.0.0';

type Fields = Readonly<Record<string, unknown>>;

/** As Elastic's own detections score them; there is none of theirs below low. */
const SEVERITIES = { informational: 1, low: 21, medium: 47, high: 73 } as const;

export const ecs: Format = {
  encode({ events, origin }) {
    const lines = events.flatMap((event) => [
      { create: { _id: event.id } },
      documentOf(event, origin),
    ]);
    return { contentType: 'application/x-ndjson', body: jsonLines(lines) };
  },
  headers: authorized,
  receipt: bulkReceipt,
};

function documentOf(event: FleetEvent, origin: Origin): Fields {
  const special =
    event.kind === 'incident' ? alertFields(event.incident, origin.user) : healthFields(event);
  return {
    '@timestamp': new Date(event.at).toISOString(),
    ecs: { version: ECS_VERSION },
    message: lineOf(event),
    log: { level: event.severity },
    ...special,
    event: { ...eventFields(event), ...membersOf(special['event']) },
    assay: { ...bodyRow(event), ...membersOf(special['assay']) },
    ...originFields(origin),
  };
}

function eventFields({ id, seq, at, kind, severity }: FleetEvent): Fields {
  return {
    ...{ id, sequence: seq, created: new Date(at).toISOString(), severity: SEVERITIES[severity] },
    ...{ module: 'assay', provider: 'assay', dataset: `assay.${kind}` },
  };
}

/** A heartbeat is a state; the others are what happened to this program. */
function healthFields(event: Exclude<FleetEvent, { kind: 'incident' }>): Fields {
  const { kind } = event;
  const isPolicy = kind === 'policy-changed';
  return {
    event: {
      ...{ kind: kind === 'heartbeat' ? 'state' : 'event', action: kind },
      ...{ category: [isPolicy ? 'configuration' : 'host'], type: [isPolicy ? 'change' : 'info'] },
      ...(kind === 'heartbeat' && { start: new Date(event.heartbeat.since).toISOString() }),
    },
  };
}

function originFields(origin: Origin): Fields {
  const { deviceId, deviceLabel, deviceTags, user, engineVersion, browser } = origin;
  const type = osNames(origin.os)?.ecs;
  return {
    agent: { id: deviceId, type: 'assay', version: engineVersion },
    observer: { vendor: 'Assay', product: 'Assay', type: 'sensor', version: engineVersion },
    host: {
      id: deviceId,
      ...(deviceLabel !== '' && { name: deviceLabel }),
      ...(origin.os !== '' && { os: { platform: origin.os, ...(type !== undefined && { type }) } }),
    },
    user_agent: browser,
    ...(user && { user }),
    ...(deviceTags.length > 0 && { tags: deviceTags }),
  };
}

/** One item an event, in the order of the batch. An answer that cannot be read is one of 2xx all the same. */
function bulkReceipt({ events }: Batch, answer: Uint8Array): Receipt {
  const { errors, items } = jsonOf(answer);
  if (errors === false || !Array.isArray(items)) return ALL_TAKEN;
  const refused = new Map<string, string>();
  const later = new Set<string>();
  const ids = new Set(events.map(({ id }) => id));
  for (const [at, item] of (items as readonly unknown[]).entries()) {
    const { _id, status, error } = membersOf(membersOf(item)['create']);
    // A `filter_path` in the address can take the id out.
    const id = typeof _id === 'string' ? _id : items.length === events.length ? events[at]?.id : '';
    if (id === undefined || !ids.has(id) || typeof status !== 'number') continue;
    if (status === 429 || status >= 500) later.add(id);
    else if (status >= 400 && status !== 409) refused.set(id, reasonOf(status, error));
  }
  return { ...ALL_TAKEN, refused, later };
}

function reasonOf(status: number, error: unknown): string {
  const { type, reason } = membersOf(error);
  const words = [type, reason].filter((one) => typeof one === 'string').join(': ');
  return plainText(`${status} ${words}`, 300);
}
