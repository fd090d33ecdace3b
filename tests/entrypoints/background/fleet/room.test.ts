// A full disk: what the queue does to go on, and what it says of that.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { incidentAt, keyed, NOON } from '../incident-stores.ts';
import { BATCH_MS, newName, openBox, runDry, sinkAt } from './outboxes.ts';
import { rowsIn, startReceiver, type Receiver } from './receiver.ts';

let receiver: Receiver;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOON });
  receiver = await startReceiver();
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  await receiver.close();
});
const move = (at: number): void => void vi.setSystemTime(at);
const full = (): never => {
  throw new DOMException('the disk is full', 'QuotaExceededError');
};

it('the least severe events make room for an incident, and are told of', async () => {
  const box = openBox(newName(), [sinkAt(receiver.address)]);
  receiver.reply = () => ({ status: 503, takes: false });
  const mild = { verdict: { level: 'suspected', score: 60, contributions: [] } } as const;
  await box.log.put(Array.from({ length: 20 }, () => keyed(incidentAt(0, mild))));
  move(NOON + BATCH_MS);
  await box.outbox.run();
  await box.outbox.settled();
  // Only the next writing meets the full disk: then there is room.
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(full);
  const severe = incidentAt(0);
  await box.log.put([keyed(severe)]);
  receiver.reply = () => ({ status: 200, takes: true });
  await runDry(box, move);
  const rows = receiver.requests.flatMap(({ body }) => rowsIn(body)) as unknown as {
    readonly incident_id?: string;
    readonly dropped_why?: string;
    readonly dropped_events?: number;
  }[];
  expect(rows.map(({ incident_id }) => incident_id)).toContain(severe.id);
  const dropped = rows.find(({ dropped_why: why }) => why === 'disk-full')?.dropped_events ?? 0;
  expect(dropped).toBeGreaterThan(0);
  // What was taken and what was dropped are all there was, with the one that tells of it.
  expect(receiver.taken.size + dropped).toBe(20 + 1 + 1);
  expect((await box.store.totals()).queue).toMatchObject({ events: 0, sizeBytes: 0 });
});

it('that stays full costs an attempt, which is made again, and no event', async () => {
  const box = openBox(newName(), [sinkAt(receiver.address)]);
  await box.log.put([keyed(incidentAt(0))]);
  move(NOON + BATCH_MS);
  await box.store.number(Date.now(), BATCH_MS, box.bound);
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(full);
  await box.outbox.run();
  await box.outbox.settled();
  put.mockRestore();
  expect(Object.keys(box.diagnostics.snapshot())).toContain('looks at the queue that failed');
  await runDry(box, move);
  expect([receiver.taken.size, (await box.store.totals()).queue.events]).toEqual([1, 0]);
});
