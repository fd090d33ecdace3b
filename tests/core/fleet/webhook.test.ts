// The signed webhook: verified as the specification tells receivers to (github.com/standard-webhooks/standard-webhooks), with a
// signature that was not made here.
import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attempt, Encoded } from '../../../core/fleet/format.ts';
import { rowOf } from '../../../core/fleet/formats/row.ts';
import { webhook } from '../../../core/fleet/formats/webhook.ts';
import { anyIncidentEvent, AT, batchOf, EVENTS, idOf, ORIGIN } from './event-samples.ts';

/** Of the libraries of Standard Webhooks. */
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

const hmac: Attempt['hmac'] = (key, text) =>
  Promise.resolve(new Uint8Array(createHmac('sha256', key).update(text).digest()));

function headersOf(token: string, batch = batchOf(), at = AT): Promise<Record<string, string>> {
  const secret = { sink: 'soc', token, hashKey: '' };
  return webhook.headers(batch, webhook.encode(batch), { secret, scheme: 'bearer', at, hmac });
}

/** As a receiver does it; with keys of its own. */
function verifies(
  headers: Readonly<Record<string, string>>,
  { body }: Encoded,
  key: Buffer,
): boolean {
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${Buffer.from(body).toString()}`;
  const expected = createHmac('sha256', key).update(signed).digest('base64');
  return headers['webhook-signature'] === `v1,${expected}`;
}

describe('webhook', () => {
  it('writes the rows in one object, under the id of the batch', () => {
    const { body, contentType } = webhook.encode(batchOf());
    expect(contentType).toBe('application/json');
    expect(JSON.parse(Buffer.from(body).toString())).toEqual({
      ...{ schemaVersion: 1, batchId: `${idOf(41)}-4-44` },
      events: EVENTS.map((event) => rowOf(event, ORIGIN)),
    });
  });

  it('the way of this test to sign gives the signature that the specification publishes', () => {
    const body = '{"test": 2432232314}';
    const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
    const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
    const headers = {
      ...{ 'webhook-id': id, 'webhook-timestamp': '1614265330', 'webhook-signature': signature },
    };
    const key = Buffer.from(SECRET.slice(6), 'base64');
    expect(verifies(headers, { contentType: '', body }, key)).toBe(true);
    expect(verifies(headers, { contentType: '', body: `${body} ` }, key)).toBe(false);
  });

  it('signs with the bytes that a whsec_ secret names', async () => {
    const key = Buffer.from(SECRET.slice(6), 'base64');
    const headers = await headersOf(SECRET);
    expect(verifies(headers, webhook.encode(batchOf()), key)).toBe(true);
    expect(verifies(headers, webhook.encode(batchOf(EVENTS.slice(1))), key)).toBe(false);
    expect(headers['webhook-timestamp']).toBe(String(Math.floor(AT / 1_000)));
  });

  it.each(['a plain word', 'whsec_', 'whsec_not base64', 'whsec_abc==', 'whsec_a', 'ä€'])(
    'signs with the bytes of %s, which is no such secret',
    async (token) => {
      const encoded = webhook.encode(batchOf());
      expect(verifies(await headersOf(token), encoded, Buffer.from(token))).toBe(true);
    },
  );

  it('reads base64 of any length, with and without its padding', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 70 }),
        fc.boolean(),
        async (bytes, isPadded) => {
          const key = Buffer.from(bytes);
          const base64 = key.toString('base64');
          const headers = await headersOf(`whsec_${isPadded ? base64 : base64.replace(/=+$/, '')}`);
          expect(verifies(headers, webhook.encode(batchOf()), key)).toBe(true);
        },
      ),
      { numRuns: 70 },
    );
  });

  it('verifies whatever pages chose', async () => {
    await fc.assert(
      fc.asyncProperty(anyIncidentEvent, async (event) => {
        const batch = batchOf([event]);
        const headers = await headersOf('word', batch);
        expect(verifies(headers, webhook.encode(batch), Buffer.from('word'))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('has the same id at every attempt, another signature, and another id for another batch', async () => {
    const [one, later] = [await headersOf('word'), await headersOf('word', batchOf(), AT + 60_000)];
    expect(later['webhook-id']).toBe(one['webhook-id']);
    expect(later['idempotency-key']).toBe(one['webhook-id']);
    expect(later['webhook-signature']).not.toBe(one['webhook-signature']);
    const batches = [
      EVENTS,
      EVENTS.slice(1),
      EVENTS.slice(0, 3),
      [...EVENTS.slice(0, 2), ...EVENTS.slice(3)],
    ];
    const ids = await Promise.all(
      batches.map(async (events) => (await headersOf('word', batchOf(events)))['webhook-id']),
    );
    expect(new Set(ids).size).toBe(batches.length);
  });

  it('is not signed without a secret', async () => {
    expect(Object.keys(await headersOf(''))).toEqual([
      ...['webhook-id', 'idempotency-key', 'webhook-timestamp'],
    ]);
  });
});
