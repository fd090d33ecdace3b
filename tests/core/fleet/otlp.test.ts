// OTLP as a collector reads it: both encodings say the same, names are those of the semantic conventions, and an incident is small.
import { gzipSync } from 'node:zlib';
import * as conventions from '@opentelemetry/semantic-conventions/incubating';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Batch } from '../../../core/fleet/format.ts';
import { formats } from '../../../core/fleet/formats.ts';
import { sampleIncident } from '../report/incident-samples.ts';
import {
  anyIncidentEvent,
  AT,
  batchOf,
  EVENTS,
  idOf,
  incidentEvent,
  variedBatch,
} from './event-samples.ts';
import { readOtlp, type Message } from './otlp-wire.ts';

const MAX_INCIDENT_BYTES = 700;
const { 'otlp-json': otlpJson, 'otlp-protobuf': otlpProtobuf } = formats;

interface Value {
  readonly stringValue?: string;
  readonly intValue?: number;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
  readonly arrayValue?: { readonly values: readonly Value[] };
  readonly kvlistValue?: { readonly values: readonly Pair[] };
}
interface Pair {
  readonly key: string;
  readonly value: Value;
}
interface Request {
  readonly resourceLogs: readonly {
    readonly resource: { readonly attributes: readonly Pair[] };
    readonly scopeLogs: readonly {
      readonly scope: object;
      readonly logRecords: readonly (Readonly<Record<string, unknown>> & {
        readonly attributes: readonly Pair[];
      })[];
    }[];
  }[];
}

function jsonOf(batch: Batch): Message {
  const { body } = otlpJson.encode(batch);
  return JSON.parse(Buffer.from(body).toString()) as Message;
}

function requestOf(batch: Batch): Request['resourceLogs'][0] {
  const { resourceLogs } = jsonOf(batch) as unknown as Request;
  expect(resourceLogs).toHaveLength(1);
  const [logs] = resourceLogs;
  if (logs?.scopeLogs.length !== 1) throw new Error('not one resource with one scope');
  return logs;
}

function plain({ arrayValue, kvlistValue, ...value }: Value): unknown {
  if (arrayValue) return arrayValue.values.map(plain);
  if (kvlistValue) return plainPairs(kvlistValue.values);
  return Object.values(value)[0];
}

function plainPairs(pairs: readonly Pair[]): Record<string, unknown> {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, plain(value)]));
}

describe('what a collector reads', () => {
  const { resource, scopeLogs } = requestOf(batchOf());
  const records = scopeLogs[0]?.logRecords ?? [];

  it('whose events they are', () => {
    expect(plainPairs(resource.attributes)).toEqual({
      ...{ 'service.name': 'assay', 'service.version': '0.4.0' },
      'service.instance.id': '3f1c8a52-6d0e-4b7c-9a41-5e2f7d8c9b10',
      ...{ 'user_agent.name': 'Chrome', 'user_agent.version': '156.0.7100.12' },
      ...{ 'os.type': 'windows', 'assay.os': 'win', 'user.name': 'u-3817' },
      ...{ 'assay.device_label': 'PC-0042', 'assay.device_tags': ['berlin', 'finance'] },
    });
    const hashed = requestOf(batchOf(EVENTS, { user: { hash: 'a1b2' }, os: '' })).resource;
    expect(plainPairs(hashed.attributes)).toMatchObject({ 'user.hash': 'a1b2' });
    expect(Object.keys(plainPairs(hashed.attributes))).not.toContain('os.type');
  });

  it('an incident with all that an analyst needs', () => {
    const { attributes, ...record } = records[0] ?? { attributes: [] };
    expect(record).toEqual({
      ...{ timeUnixNano: `${AT}000000`, observedTimeUnixNano: `${AT}000000` },
      ...{ severityNumber: 15, severityText: 'medium', eventName: 'assay.incident' },
      body: {
        stringValue:
          'Cryptojacking at films.example, confirmed, stopped. The module was refused before it was compiled.',
      },
      droppedAttributesCount: 0,
    });
    const incident = sampleIncident();
    expect(plainPairs(attributes)).toEqual({
      ...{ 'log.record.uid': idOf(41), 'assay.event.seq': 41, 'assay.event.kind': 'incident' },
      ...{ 'assay.event.schema_version': 1, 'assay.incident_id': incident.id },
      ...{ 'assay.first_seen_ms': incident.firstSeenAt, 'assay.last_seen_ms': incident.lastSeenAt },
      ...{ 'assay.count': 3, 'url.domain': 'films.example', 'url.full': incident.url },
      ...{ 'assay.title': 'Watch films', 'assay.category': 'cryptojacking' },
      ...{ 'assay.level': 'confirmed', 'assay.score': 95, 'assay.response': 'block' },
      ...{ 'assay.stopped': 1, 'assay.action': incident.action, 'assay.family': 'cryptonight' },
      'assay.detectors': ['rules/wasm/cryptonight'],
      'assay.sentences': ['A WebAssembly module holds the whole CryptoNight proof of work.'],
      'assay.hosts': ['pool.example'],
      ...{ 'assay.module_sha256': 'ab'.repeat(32), 'assay.module_bytes': 318_204 },
      'assay.module_kernel_share_percent': 88.4,
      ...{ 'assay.observed_core_ms': 4_200, 'assay.avoided_core_ms': 61_000 },
      'security_rule.name': 'rules/wasm/cryptonight',
      'assay.attack.tactic.id': ['TA0040'],
      'assay.attack.technique.id': ['T1496', 'T1496.001'],
      'assay.evidence': incident.evidence,
    });
  });

  it('heartbeats, changes of policy and what was dropped', () => {
    expect(records.map(({ eventName }) => eventName)).toEqual(
      ['incident', 'heartbeat', 'policy-changed', 'events-dropped'].map((kind) => `assay.${kind}`),
    );
    const [, heartbeat, change, dropped] = records.map(({ attributes }) => plainPairs(attributes));
    expect(heartbeat).toMatchObject({
      ...{ 'assay.mode': 'block', 'assay.is_managed': 1, 'assay.incidents': 4, 'assay.blocked': 2 },
      ...{ 'assay.gaps': ['private-windows'], 'assay.next_within_minutes': 60 },
      ...{ 'assay.queue_waiting': 12, 'assay.failing_sinks': ['lake'] },
    });
    expect(change).toMatchObject({ 'assay.changed_keys': ['mode', 'sinks'] });
    expect(dropped).toMatchObject({ 'assay.dropped_events': 9, 'assay.dropped_why': 'age' });
  });

  it('names of the semantic conventions, and ours below assay', () => {
    const known = new Set<unknown>(Object.values(conventions));
    const names = [resource, ...records].flatMap(({ attributes }) =>
      attributes.map(({ key }) => key),
    );
    const foreign = [...new Set(names)].filter((name) => !name.startsWith('assay.'));
    expect(foreign.length).toBeGreaterThan(8);
    expect(foreign.filter((name) => !known.has(name))).toEqual([]);
  });
});

describe('protobuf', () => {
  it('says what JSON says', () => {
    for (const batch of [batchOf(), variedBatch(30)])
      expect(readOtlp(Buffer.from(otlpProtobuf.encode(batch).body))).toEqual(jsonOf(batch));
  });

  it('says it whatever pages chose', () => {
    fc.assert(
      fc.property(anyIncidentEvent, (event) => {
        const batch = batchOf([event]);
        expect(readOtlp(Buffer.from(otlpProtobuf.encode(batch).body))).toEqual(jsonOf(batch));
      }),
      { numRuns: 100 },
    );
  });

  it('the reader of this test sees what is wrong', () => {
    expect(() => readOtlp(Buffer.from('0a05', 'hex'))).toThrow('it ends too early');
    expect(() => readOtlp(Buffer.from('1200', 'hex'))).toThrow('has no field 2');
    expect(() => readOtlp(Buffer.from('0801', 'hex'))).toThrow('has wire type 0');
  });
});

describe('size', () => {
  it.each([
    ['application/json', otlpJson],
    ['application/x-protobuf', otlpProtobuf],
  ] as const)(
    `%s: at most ${MAX_INCIDENT_BYTES} bytes an incident, 100 in a batch`,
    (type, format) => {
      const { body, contentType } = format.encode(variedBatch(100));
      expect(contentType).toBe(type);
      const bytes = gzipSync(body).length / 100;
      expect(bytes).toBeLessThan(MAX_INCIDENT_BYTES);
      // They are no copies of each other: ids, hash and address alone hold that much.
      expect(bytes).toBeGreaterThan(100);
    },
  );
});

describe('receipt', () => {
  const batch = batchOf([incidentEvent(), incidentEvent(sampleIncident(), 42)]);
  const json = (answer: unknown): unknown =>
    otlpJson.receipt(batch, Buffer.from(JSON.stringify(answer))).unnamed;

  it('of JSON: so many were refused, and why', () => {
    const why = 'too old';
    expect(json({ partialSuccess: { rejectedLogRecords: '2', errorMessage: why } })).toEqual({
      ...{ count: 2, why },
    });
    expect(json({ partialSuccess: { rejectedLogRecords: 1 } })).toEqual({
      ...{ count: 1, why: 'the receiver gave no reason' },
    });
    expect(json({ partialSuccess: { rejectedLogRecords: '99', errorMessage: 3 } })).toMatchObject({
      count: 2,
    });
  });

  it('of JSON: a warning, or nothing that can be read, is no refusal', () => {
    const answers = [
      ...[{}, null, { partialSuccess: null }, { partialSuccess: {} }, { partialSuccess: 'x' }],
      { partialSuccess: { rejectedLogRecords: '0', errorMessage: 'slow down' } },
      ...['x', -1, 1.5, {}].map((rejectedLogRecords) => ({
        partialSuccess: { rejectedLogRecords },
      })),
    ];
    expect(answers.map(json)).toEqual(answers.map(() => null));
  });

  it('of protobuf', () => {
    const proto = (hex: string): unknown =>
      otlpProtobuf.receipt(batch, Buffer.from(hex, 'hex')).unnamed;
    // partial_success { rejected_log_records: 2, error_message: "too old" }
    expect(proto('0a0b08021207746f6f206f6c64')).toEqual({ count: 2, why: 'too old' });
    expect(proto('0a091207746f6f206f6c64')).toBeNull();
    // Nothing, cut off, a field of no message, minus one.
    for (const hex of ['', '0a0b0802', '0f', '0a0b08ffffffffffffffffff01'])
      expect(proto(hex)).toBeNull();
  });

  it('of what a proxy says, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        for (const format of [otlpJson, otlpProtobuf]) {
          const { refused, later, ackId } = format.receipt(batch, new Uint8Array(bytes));
          expect([refused.size, later.size, ackId]).toEqual([0, 0, null]);
        }
      }),
    );
  });
});
