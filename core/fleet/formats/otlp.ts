// OTLP/HTTP logs (opentelemetry.io/docs/specs/otlp), written by OpenTelemetry's own serializers, as JSON and as protobuf. Names are
// those of the semantic conventions where there is one; all others are columns of ours below `assay.`. What does not apply is left out.
import { JsonLogsSerializer, ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { Incident } from '../../incident/incident.ts';
import { SUB_TECHNIQUE, TACTIC, TECHNIQUE } from '../../report/attack-technique.ts';
import { EVENT_SCHEMA_VERSION, type FleetEvent, type Origin } from '../event.ts';
import { ALL_TAKEN, type Format, type Receipt } from '../format.ts';
import { authorized } from './authorization.ts';
import { plainText } from '../../report/plain-text.ts';
import { lineOf } from './event-line.ts';
import { membersOf } from './json-answer.ts';
import { osNames } from './operating-system.ts';
import { bodyRow, isThere } from './row.ts';

type Attributes = ReadableLogRecord['attributes'];
type Serializer = typeof JsonLogsSerializer;

export const otlpJson = otlp(JsonLogsSerializer, 'application/json');
export const otlpProtobuf = otlp(ProtobufLogsSerializer, 'application/x-protobuf');

/** `SeverityNumber` of the data model: INFO, WARN, WARN3, ERROR. */
const SEVERITY_NUMBERS = { informational: 9, low: 13, medium: 15, high: 17 } as const;

/** Columns that the conventions have a name for. */
const CONVENTIONS: Readonly<Record<string, string>> = { site: 'url.domain', url: 'url.full' };

function otlp(serializer: Serializer, contentType: string): Format {
  return {
    encode(batch) {
      const { origin } = batch;
      const resource = resourceOf(resourceAttributes(origin));
      const instrumentationScope = { name: 'assay', version: origin.engineVersion };
      const records = batch.events.map((event) => ({
        ...recordOf(event),
        ...{ resource, instrumentationScope },
      }));
      const body = serializer.serializeRequest(records) as Uint8Array<ArrayBuffer> | undefined;
      return { contentType, body: body ?? new Uint8Array() };
    },
    headers: authorized,
    receipt: ({ events }, answer) => receiptOf(serializer, answer, events.length),
  };
}

function recordOf(event: FleetEvent): Omit<ReadableLogRecord, 'resource' | 'instrumentationScope'> {
  const at = [Math.floor(event.at / 1_000), (event.at % 1_000) * 1_000_000] as [number, number];
  return {
    // An event is that something of ours changed: when it was numbered. When a page mined is told by first_seen and last_seen.
    ...{ hrTime: at, hrTimeObserved: at },
    // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the enumeration is a package more, for four numbers
    severityNumber: SEVERITY_NUMBERS[event.severity],
    severityText: event.severity,
    eventName: `assay.${event.kind}`,
    body: lineOf(event),
    attributes: attributesOf(event),
    droppedAttributesCount: 0,
  };
}

function attributesOf(event: FleetEvent): Attributes {
  const { id, seq, kind } = event;
  return {
    'log.record.uid': id,
    ...{ 'assay.event.seq': seq, 'assay.event.kind': kind },
    'assay.event.schema_version': EVENT_SCHEMA_VERSION,
    ...named(bodyRow(event)),
    ...(event.kind === 'incident' && incidentAttributes(event.incident)),
  };
}

/** What an incident holds that is no column: what its parts are, and what it is called by others. */
function incidentAttributes({ evidence, steps, verdict, module }: Incident): Attributes {
  const [strongest] = verdict.contributions;
  return {
    ...(strongest && { 'security_rule.name': strongest.id }),
    'assay.attack.tactic.id': [TACTIC.uid],
    'assay.attack.technique.id': [TECHNIQUE.uid, SUB_TECHNIQUE.uid],
    ...(module && { 'assay.module_kernel_share_percent': module.kernelSharePercent }),
    'assay.evidence': evidence,
    ...(steps.length > 0 && { 'assay.steps': steps }),
  };
}

function named(row: Readonly<Record<string, unknown>>): Attributes {
  const attributes: Attributes = {};
  for (const [column, value] of Object.entries(row))
    if (isThere(value)) attributes[CONVENTIONS[column] ?? `assay.${column}`] = value;
  return attributes;
}

function resourceAttributes(origin: Origin): Attributes {
  const { deviceId, deviceLabel, deviceTags, user, os, browser: runs } = origin;
  const osType = osNames(os)?.otel;
  return {
    ...{ 'service.name': 'assay', 'service.version': origin.engineVersion },
    'service.instance.id': deviceId,
    ...{ 'user_agent.name': runs.name, 'user_agent.version': runs.version },
    ...(osType !== undefined && { 'os.type': osType }),
    ...(user && 'name' in user ? { 'user.name': user.name } : {}),
    ...(user && 'hash' in user ? { 'user.hash': user.hash } : {}),
    ...named({ device_label: deviceLabel, device_tags: deviceTags, os }),
  };
}

/** As the serializers read it: no more of OpenTelemetry's SDK is needed to write a log. */
function resourceOf(attributes: Attributes): ReadableLogRecord['resource'] {
  return {
    attributes,
    merge: (other) => resourceOf({ ...attributes, ...other?.attributes }),
    getRawAttributes: () => Object.entries(attributes),
  };
}

/** `ExportLogsServiceResponse`: how many were refused, never which. What nobody can read is an answer of 2xx all the same. */
function receiptOf(serializer: Serializer, answer: Uint8Array, sent: number): Receipt {
  const { rejectedLogRecords, errorMessage } = partialSuccessOf(serializer, answer);
  // A number of 64 bits is a string in JSON. With 0 the message is a warning.
  const refused = Number(rejectedLogRecords ?? 0);
  if (!Number.isSafeInteger(refused) || refused < 1) return ALL_TAKEN;
  const why = plainText(typeof errorMessage === 'string' ? errorMessage : '', 300);
  const unnamed = { count: Math.min(refused, sent), why: why || 'the receiver gave no reason' };
  return { ...ALL_TAKEN, unnamed };
}

function partialSuccessOf(
  serializer: Serializer,
  answer: Uint8Array,
): Readonly<Record<string, unknown>> {
  try {
    return membersOf(membersOf(serializer.deserializeResponse(answer))['partialSuccess']);
  } catch {
    // No message of protobuf, such as the page of a proxy.
    return {};
  }
}
