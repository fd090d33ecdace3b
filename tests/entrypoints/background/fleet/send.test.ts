// One request to a sink over real HTTP: what a receiver does wrong, or does not do, costs a bounded time and never rejects.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { gzipped } from '../../../../entrypoints/background/services/fleet/gzip.ts';
import { send } from '../../../../entrypoints/background/services/fleet/send.ts';
import { startReceiver, type Receiver, type Reply } from './receiver.ts';

let receiver: Receiver;
beforeEach(async () => void (receiver = await startReceiver()));
afterEach(() => receiver.close());

async function sent(reply: Reply, withinMs = 5_000) {
  receiver.reply = () => reply;
  const gzip = await gzipped('{"event_id":"a"}\n');
  const headers = { authorization: 'Bearer secret', 'content-type': 'application/x-ndjson' };
  return send({ address: receiver.address, headers, gzip, at: 0, withinMs });
}

it('carries what it is given, compressed, and nothing of people', async () => {
  const { answer, body } = await sent({ status: 202, body: 'ok', takes: true });
  expect([answer, new TextDecoder().decode(body)]).toEqual([{ is: 'taken' }, 'ok']);
  const [got] = receiver.requests;
  expect(got?.headers).toMatchObject({
    ...{ authorization: 'Bearer secret', 'content-type': 'application/x-ndjson' },
    'content-encoding': 'gzip',
  });
  expect([got?.ids, receiver.wrong]).toEqual([['a'], []]);
});

it.each([
  ['is silent', { status: 200, takes: true, ends: 'silent' }, 'no whole answer in time'],
  ['goes away', { status: 200, takes: true, ends: 'reset' }, 'not reached: '],
  ['goes away in the middle', { status: 200, takes: true, ends: 'half' }, 'not reached: '],
  ['is down', { status: 503, body: ' busy\n', takes: false }, '503: busy'],
] as const)('says "later" of a receiver that %s', async (_, reply, why) => {
  const { answer } = await sent(reply, 500);
  expect(answer).toMatchObject({ is: 'later', why: expect.stringContaining(why) as string });
});

it('reads no answer without end, and takes the status for what it is', async () => {
  const { answer, body } = await sent({ status: 200, body: 'x'.repeat(3_000_000), takes: true });
  expect([answer, body.length]).toEqual([{ is: 'taken' }, 0]);
});

it('follows no redirect', async () => {
  const headers = { location: receiver.address };
  const { answer } = await sent({ status: 307, headers, takes: false });
  expect(answer).toMatchObject({ is: 'closed' });
  expect(receiver.requests).toHaveLength(1);
});

it('says "later" where nobody listens', async () => {
  const { address } = receiver;
  await receiver.close();
  const { answer } = await send({ address, headers: {}, gzip: await gzipped(''), at: 0 });
  expect(answer.is).toBe('later');
  receiver = await startReceiver();
});
