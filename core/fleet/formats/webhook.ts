// A signed webhook (Standard Webhooks, standardwebhooks.com): the rows in one JSON object. Its id is the same for the same batch at
// every attempt, so that a receiver can tell a repetition; the time and the signature are those of the attempt.
import { EVENT_SCHEMA_VERSION } from '../event.ts';
import { ALL_TAKEN, type Attempt, type Batch, type Format } from '../format.ts';
import { rowOf } from './row.ts';

export const webhook: Format = {
  encode(batch) {
    const events = batch.events.map((event) => rowOf(event, batch.origin));
    const schemaVersion = EVENT_SCHEMA_VERSION;
    const body = JSON.stringify({ schemaVersion, batchId: batchIdOf(batch), events });
    return { contentType: 'application/json', body };
  },
  async headers(batch, { body }, attempt) {
    const id = batchIdOf(batch);
    const time = String(Math.floor(attempt.at / 1_000));
    const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
    return {
      ...{ 'webhook-id': id, 'idempotency-key': id, 'webhook-timestamp': time },
      ...(await signatureOf(`${id}.${time}.${text}`, attempt)),
    };
  },
  receipt: () => ALL_TAKEN,
};

/** Which events they are: the first, how many, and the number of the last. */
function batchIdOf({ events }: Batch): string {
  return `${events[0]?.id ?? ''}-${events.length}-${events.at(-1)?.seq ?? 0}`;
}

/** Nothing where there is no secret. */
async function signatureOf(text: string, attempt: Attempt): Promise<Record<string, string>> {
  const key = keyOf(attempt.secret?.token ?? '');
  if (key.length === 0) return {};
  const signature = await attempt.hmac(key, text);
  return { 'webhook-signature': `v1,${btoa(String.fromCharCode(...signature))}` };
}

const WHSEC = /^whsec_((?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}(?:==)?|[A-Za-z\d+/]{3}=?)?)$/;

/** `whsec_` and base64 as the specification writes secrets, or any text: then its bytes in UTF-8. */
function keyOf(secret: string): Uint8Array<ArrayBuffer> {
  const [, base64 = ''] = WHSEC.exec(secret) ?? [];
  if (base64 === '') return new TextEncoder().encode(secret);
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}
