// What receivers say of a batch beside its status: OTLP that it took some of it, in both encodings, read field by field as they are
// published; Splunk that it is on disk.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readOtlp, type Message } from '../../../core/fleet/otlp-wire.ts';
import { incidentAt, keyed, NOON } from '../incident-stores.ts';
import { BATCH_MS, newName, openBox, runDry, sinkAt, type Box } from './outboxes.ts';
import { startReceiver, type Receiver, type Row } from './receiver.ts';

const move = (at: number): void => void vi.setSystemTime(at);

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOON }));
afterEach(() => void vi.useRealTimers());

async function record(box: Box, number: number): Promise<void> {
  await box.log.put(Array.from({ length: number }, () => keyed(incidentAt(0))));
}

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Every record must have its times, a severity, a name, a body, an id and a number. @throws for one that has not */
function rowsOfOtlp(request: Message): Row[] {
  const [logs, ...others] = request['resourceLogs'] as { scopeLogs: { logRecords: Message[] }[] }[];
  if (!logs || others.length > 0) throw new Error('not one resource');
  return logs.scopeLogs.flatMap(({ logRecords }) => logRecords).map(rowOfOtlp);
}

function rowOfOtlp(record: Message): Row {
  for (const field of ['timeUnixNano', 'observedTimeUnixNano', 'severityText', 'eventName', 'body'])
    if (record[field] === undefined) throw new Error(`no ${field}`);
  if (!(Number(record['severityNumber']) >= 9)) throw new Error('no severity');
  const attributes = record['attributes'] as Attribute[];
  const of = (key: string) => attributes.find((attribute) => attribute.key === key)?.value;
  const id = of('log.record.uid')?.['stringValue'];
  const seq = of('assay.event.seq')?.['intValue'];
  if (typeof id !== 'string' || typeof seq !== 'number') throw new Error('no id or no number');
  return { event_id: id, seq };
}

/** `ExportLogsServiceResponse` with `partial_success`, of fields 1 (how many) and 2 (why). */
function protobufAnswer(rejected: number, why: string): Uint8Array {
  const words = Buffer.from(why);
  const inner = Buffer.concat([Buffer.from([0x08, rejected, 0x12, words.length]), words]);
  return Buffer.concat([Buffer.from([0x0a, inner.length]), inner]);
}

const ENCODINGS = [
  [
    'otlp-json',
    'application/json',
    (body: Buffer) => JSON.parse(body.toString('utf8')) as Message,
    (rejectedLogRecords: string, errorMessage: string) =>
      JSON.stringify({ partialSuccess: { rejectedLogRecords, errorMessage } }),
  ],
  [
    'otlp-protobuf',
    'application/x-protobuf',
    (body: Buffer) => readOtlp(body),
    (rejected: string, why: string) => protobufAnswer(Number(rejected), why),
  ],
] as const;

describe.each(ENCODINGS)('a collector that takes %s', (format, contentType, read, answer) => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver((body) => rowsOfOtlp(read(body)));
  });
  afterEach(() => receiver.close());
  const open = () => openBox(newName(), [sinkAt(receiver.address, { format })]);

  it('gets every event with all that a record must have', async () => {
    const box = open();
    await record(box, 120);
    await runDry(box, move);
    expect([receiver.wrong, receiver.taken.size]).toEqual([[], 120]);
    expect(receiver.order).toEqual(receiver.order.toSorted((a, b) => a - b));
    expect(receiver.requests[0]?.headers['content-type']).toBe(contentType);
  });

  it('may refuse some: they are put aside with its words, and the next batch goes on', async () => {
    const box = open();
    await record(box, 3);
    receiver.reply = () => ({ status: 200, body: answer('2', 'too old'), takes: true });
    await runDry(box, move);
    const parked = await box.store.parked(9);
    expect(parked.map(({ why }) => why)).toEqual(Array(3).fill('2 of 3 were not taken: too old'));
    receiver.reply = () => ({ status: 200, takes: true });
    await record(box, 1);
    move(Date.now() + BATCH_MS);
    await runDry(box, move);
    expect(receiver.taken.size).toBe(4);
  });

  it('may warn: nothing is put aside', async () => {
    const box = open();
    await record(box, 3);
    receiver.reply = () => ({ status: 200, body: answer('0', 'use gRPC'), takes: true });
    await runDry(box, move);
    expect([await box.store.parked(9), receiver.taken.size]).toEqual([[], 3]);
  });

  it('may say nothing, or what nobody can read', async () => {
    for (const body of ['', '<html>a proxy</html>']) {
      const box = open();
      await record(box, 2);
      receiver.reply = () => ({ status: 200, body, takes: true });
      await runDry(box, move);
      expect(await box.store.parked(9)).toEqual([]);
    }
    expect(receiver.taken.size).toBe(4);
  });
});

describe('Splunk with indexer acknowledgement', () => {
  let server: Server;
  let [asked, sent]: [unknown[], number] = [[], 0];
  /** Answers to whoever asks, one after the other; the last one stays. */
  let acks: boolean[] = [];

  beforeEach(async () => {
    [asked, sent, acks] = [[], 0, [true]];
    server = createServer((request, response) => {
      void request.toArray().then((parts) => {
        const body = gunzipSync(Buffer.concat(parts as Buffer[])).toString('utf8');
        if (request.url === '/services/collector/ack') {
          asked.push([request.headers['x-splunk-request-channel'], JSON.parse(body)]);
          const isThere = acks.length > 1 ? acks.shift() : acks[0];
          return response.end(JSON.stringify({ acks: { 7: isThere } }));
        }
        sent++;
        return response.end(JSON.stringify({ text: 'Success', code: 0, ackId: 7 }));
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  afterEach(() => void server.close());

  function open(): Box {
    const { port } = server.address() as AddressInfo;
    const address = `http://127.0.0.1:${port}/services/collector/event`;
    return openBox(newName(), [sinkAt(address, { format: 'splunk-hec' })]);
  }

  it('has a batch once it says that it is on disk, on the channel of the device', async () => {
    const box = open();
    await record(box, 2);
    acks = [false, true];
    await runDry(box, move);
    expect(asked).toEqual(Array(2).fill(['d', { acks: [7] }]));
    expect([sent, (await box.outbox.states())[0]?.taken]).toEqual([1, 2]);
  });

  it('that never says so is sent the batch again', { timeout: 60_000 }, async () => {
    const box = open();
    await record(box, 2);
    acks = [false];
    move(NOON + BATCH_MS);
    await box.outbox.run();
    await box.outbox.settled();
    const [state] = await box.outbox.states();
    expect(state?.problem?.why).toBe('taken, but not acknowledged in time');
    expect((await box.store.totals()).queue.events).toBe(2);
    acks = [true];
    await runDry(box, move);
    expect([sent, (await box.store.totals()).queue.events]).toEqual([2, 0]);
  });
});
