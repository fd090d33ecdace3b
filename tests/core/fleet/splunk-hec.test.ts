// Splunk's events, its channel, and the id by which a batch is acknowledged.
import { describe, expect, it } from 'vitest';
import type { Attempt, Receipt } from '../../../core/fleet/format.ts';
import { rowOf } from '../../../core/fleet/formats/row.ts';
import { splunkHec } from '../../../core/fleet/formats/splunk-hec.ts';
import { AT, batchOf, EVENTS, ORIGIN } from './event-samples.ts';

function eventsOf(batch = batchOf()): readonly unknown[] {
  const lines = Buffer.from(splunkHec.encode(batch).body).toString().trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as unknown);
}

async function headersOf(attempt: Partial<Attempt>): Promise<Record<string, string>> {
  const batch = batchOf();
  return splunkHec.headers(batch, splunkHec.encode(batch), {
    ...{ secret: null, scheme: 'bearer', at: AT },
    hmac: () => Promise.reject(new Error('signs nothing')),
    ...attempt,
  });
}

describe('splunk-hec', () => {
  it('writes each event with the envelope that indexes it', () => {
    expect(splunkHec.encode(batchOf()).contentType).toBe('application/json');
    expect(eventsOf()).toEqual(
      EVENTS.map((event) => ({
        ...{ time: 1_795_425_642.123, host: 'PC-0042', source: 'assay' },
        ...{ sourcetype: `assay:${event.kind}`, event: rowOf(event, ORIGIN) },
      })),
    );
    const unnamed = eventsOf(batchOf(EVENTS, { deviceLabel: '' }));
    expect(unnamed[0]).toMatchObject({ host: ORIGIN.deviceId });
  });

  it('is authorised in its own words, on the channel of the device, whatever the scheme', async () => {
    const channel = { 'x-splunk-request-channel': '3f1c8a52-6d0e-4b7c-9a41-5e2f7d8c9b10' };
    const secret = { sink: 'soc', token: 'b4f2', hashKey: '' };
    const expected = { ...channel, authorization: 'Splunk b4f2' };
    expect(await headersOf({ secret })).toEqual(expected);
    expect(await headersOf({ secret, scheme: 'basic' })).toEqual(expected);
    expect(await headersOf({})).toEqual(channel);
  });

  it('reads the id of the acknowledgement', () => {
    const of = (answer: unknown): Receipt['ackId'] =>
      splunkHec.receipt(batchOf(), Buffer.from(JSON.stringify(answer))).ackId;
    expect(of({ text: 'Success', code: 0, ackId: 17 })).toBe(17);
    expect(of({ text: 'Success', code: 0, ackId: 0 })).toBe(0);
    for (const answer of [
      { text: 'Success', code: 0 },
      { ackId: '1' },
      { ackId: 1.5 },
      { ackId: null },
    ])
      expect(of(answer)).toBeNull();
  });
});
