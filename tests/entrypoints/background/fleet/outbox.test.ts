// The outbox against a strict sink over real HTTP: what leaves, in which order, what each answer leads to, and that nothing is lost
// or counted twice whatever happens in between.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Incident } from '../../../../core/incident/incident.ts';
import { readable } from '../../../../entrypoints/background/services/fleet/sent.ts';
import { incidentAt, keyed, NOON } from '../incident-stores.ts';
import { BATCH_MS, newName, openBox, runDry, sinkAt, type Box } from './outboxes.ts';
import { rowsIn, startReceiver, TAKEN, type Receiver, type Reply } from './receiver.ts';

let receiver: Receiver;
const move = (at: number): void => void vi.setSystemTime(at);

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOON });
  receiver = await startReceiver();
});
afterEach(async () => {
  vi.useRealTimers();
  await receiver.close();
});

/** New incidents in the log. */
async function record(box: Box, number: number, changes: Partial<Incident> = {}) {
  const all = Array.from({ length: number }, () => incidentAt(0, changes));
  const began = Date.now();
  for (const [at, incident] of all.entries()) {
    move(began + at);
    await box.log.put([keyed(incident)]);
  }
  move(began);
  return all;
}

const rows = () => receiver.requests.flatMap(({ body }) => rowsIn(body)) as unknown[];

describe('an incident', () => {
  it('leaves once it has waited, compressed, with a number, and the queue is empty', async () => {
    const box = openBox(newName(), [sinkAt(receiver.address)]);
    const [incident] = await record(box, 1);
    await box.outbox.run();
    expect([receiver.requests.length, box.wake]).toEqual([0, NOON + BATCH_MS]);
    await runDry(box, move);
    expect(rows()).toMatchObject([{ incident_id: incident?.id, seq: 1, kind: 'incident' }]);
    expect(await box.store.totals()).toMatchObject({ queue: { events: 0, sizeBytes: 0 } });
    expect(await box.outbox.states()).toMatchObject([{ taken: 1, cursor: 1, problem: null }]);
  });

  it('that changes before it leaves is told of once, as it stands then', async () => {
    const box = openBox(newName(), [sinkAt(receiver.address)]);
    const [incident] = await record(box, 1);
    if (!incident) throw new Error('none');
    await box.log.put([keyed({ ...incident, count: 7 })]);
    await runDry(box, move);
    expect(rows()).toMatchObject([{ incident_id: incident.id, count: 7 }]);
  });

  it('that changes later is told of again, changes of five minutes together', async () => {
    const box = openBox(newName(), [sinkAt(receiver.address)]);
    const [incident] = await record(box, 1);
    if (!incident) throw new Error('none');
    await runDry(box, move);
    const first = Date.now();
    for (const count of [2, 3, 4]) await box.log.put([keyed({ ...incident, count })]);
    await runDry(box, move);
    expect(Date.now() - first).toBeGreaterThanOrEqual(5 * 60_000 - BATCH_MS);
    expect(rows()).toMatchObject([{ count: 1 }, { count: 4, incident_id: incident.id, seq: 2 }]);
    expect(receiver.taken.size).toBe(2);
  });

  it('leaves even when it was cleared from the log before', async () => {
    const box = openBox(newName(), [sinkAt(receiver.address)]);
    await record(box, 1);
    await box.log.clear(null, NOON);
    await runDry(box, move);
    expect(receiver.taken.size).toBe(1);
  });

  it.each(['otlp-json', 'ndjson'] as const)(
    'can be read in what was sent as %s',
    async (format) => {
      const box = openBox(newName(), [sinkAt(receiver.address, { format })]);
      const [incident] = await record(box, 1);
      await runDry(box, move);
      const [batch] = await readable(await box.store.sent());
      expect(batch).toMatchObject({ sink: 'soc', events: 1 });
      expect(batch?.body).toContain(incident?.id);
    },
  );

  it('waits for nothing when a hundred wait', async () => {
    const box = openBox(newName(), [sinkAt(receiver.address)]);
    await record(box, 99);
    await box.outbox.run();
    expect(receiver.requests).toEqual([]);
    await record(box, 1);
    move(NOON + 99);
    await box.outbox.run();
    await box.outbox.settled();
    expect(receiver.requests.map(({ ids }) => ids.length)).toEqual([100]);
  });

  it('is held up by no clock that was set back', async () => {
    const box = openBox(newName(), [sinkAt(receiver.address)]);
    await record(box, 1);
    move(NOON - 3 * 86_400_000);
    await box.outbox.run();
    await box.outbox.settled();
    expect(receiver.taken.size).toBe(1);
  });
});

describe('several sinks', () => {
  it('each get what they are to get, and none waits for another', async () => {
    const dead = await startReceiver();
    dead.reply = () => ({ status: 503, takes: false });
    const box = openBox(newName(), [
      sinkAt(dead.address, { name: 'dead' }),
      sinkAt(receiver.address, { category: 'deliberate-mining' }),
    ]);
    const [on] = await record(box, 1, { category: 'deliberate-mining' });
    await record(box, 1, { category: 'cryptojacking' });
    move(NOON + BATCH_MS);
    await box.outbox.run();
    await box.outbox.settled();
    expect(rows()).toMatchObject([{ incident_id: on?.id }]);
    const [first] = dead.requests;
    expect(first?.ids).toHaveLength(2);
    // What one of them waits for stays.
    expect((await box.store.totals()).queue.events).toBe(2);
    dead.reply = () => TAKEN;
    await runDry(box, move);
    expect(dead.taken.size).toBe(2);
    await dead.close();
  });

  it('that are gone from the policy hold nothing up', async () => {
    const box = openBox(newName(), [
      sinkAt('http://127.0.0.1:9/', { name: 'gone' }),
      sinkAt(receiver.address),
    ]);
    await record(box, 3);
    move(NOON + BATCH_MS);
    await box.outbox.run();
    await box.outbox.settled();
    expect((await box.store.totals()).queue.events).toBe(3);
    box.sinks = [sinkAt(receiver.address)];
    await runDry(box, move);
    expect([receiver.taken.size, (await box.outbox.states()).length]).toEqual([3, 1]);
  });
});

describe('a policy without a sink, which comes while a request is under way', () => {
  it('costs no event: what waits is there when there is a sink again', async () => {
    const box = openBox(newName(), [sinkAt(receiver.address)]);
    await record(box, 3);
    receiver.reply = () => {
      box.sinks = [];
      return { status: 503, takes: false };
    };
    move(NOON + BATCH_MS);
    await box.outbox.run();
    await box.outbox.settled();
    expect((await box.store.totals()).queue.events).toBe(3);
    receiver.reply = () => TAKEN;
    box.sinks = [sinkAt(receiver.address, { name: 'other' })];
    await record(box, 1);
    move(Date.now() + BATCH_MS);
    await runDry(box, move);
    expect(receiver.taken.size).toBe(4);
    expect((await box.store.totals()).queue).toMatchObject({ events: 0, sizeBytes: 0 });
  });
});

describe('an answer', () => {
  it.each([
    ['503 with Retry-After', { status: 503, headers: { 'retry-after': '120' }, takes: false }],
    [
      '429 with a date',
      {
        status: 429,
        headers: { 'retry-after': new Date(NOON + BATCH_MS + 120_000).toUTCString() },
        takes: false,
      },
    ],
  ] as const)('%s is waited for as it says', async (_, reply) => {
    const box = openBox(newName(), [sinkAt(receiver.address)]);
    await record(box, 1);
    move(NOON + BATCH_MS);
    receiver.reply = () => reply;
    await box.outbox.run();
    await box.outbox.settled();
    const [state] = await box.outbox.states();
    expect(state?.notBefore).toBeGreaterThanOrEqual(Date.now() + 120_000);
    expect(state?.notBefore).toBeLessThanOrEqual(Date.now() + 122_000);
    await box.outbox.run();
    await box.outbox.settled();
    expect(receiver.requests).toHaveLength(1);
    receiver.reply = () => TAKEN;
    await runDry(box, move);
    expect([...receiver.taken.values()]).toEqual([1]);
  });

  it('that refuses one event parks that one, with its words, and the others get through', async () => {
    const box = openBox(newName(), [sinkAt(receiver.address)]);
    const all = await record(box, 40);
    const bad = all[17]?.id ?? '';
    receiver.reply = ({ body }) =>
      body.includes(bad) ? { status: 422, body: 'no such column', takes: false } : TAKEN;
    await runDry(box, move);
    expect(receiver.taken.size).toBe(39);
    const parked = await box.store.parked(10);
    expect(parked).toMatchObject([{ sink: 'soc', why: '422: no such column' }]);
    expect(parked[0]?.text).toContain(bad);
    receiver.reply = () => TAKEN;
    expect(await box.store.unpark()).toBe(1);
    await runDry(box, move);
    expect([receiver.taken.size, Math.max(...receiver.taken.values())]).toEqual([40, 1]);
    expect(await box.store.parked(10)).toEqual([]);
  });

  it('that refuses everything parks a few, and then it is the sink', async () => {
    const box = openBox(newName(), [sinkAt(receiver.address)]);
    await record(box, 40);
    receiver.reply = () => ({ status: 400, body: 'no', takes: false });
    move(NOON + BATCH_MS);
    await box.outbox.run();
    await box.outbox.settled();
    expect(await box.outbox.states()).toMatchObject([{ problem: { isClosed: true } }]);
    expect((await box.store.parked(99)).length).toBe(5);
    receiver.reply = () => TAKEN;
    await runDry(box, move);
    expect(receiver.taken.size).toBe(35);
  });

  it('that the batch is too large makes it smaller', async () => {
    const box = openBox(newName(), [sinkAt(receiver.address)]);
    await record(box, 60);
    receiver.reply = ({ ids }) => (ids.length > 10 ? { status: 413, takes: false } : TAKEN);
    await runDry(box, move);
    expect([receiver.taken.size, (await box.store.parked(9)).length]).toEqual([60, 0]);
    expect(receiver.atOnce.most).toBe(1);
  });

  it.each([401, 403, 404, 301])(
    '%d parks nothing: the sink is asked again within the hour',
    async (status) => {
      const box = openBox(newName(), [sinkAt(receiver.address)]);
      await record(box, 2);
      receiver.reply = () => ({
        status,
        headers: { location: 'https://elsewhere.test/' },
        takes: false,
      });
      move(NOON + BATCH_MS);
      await box.outbox.run();
      await box.outbox.settled();
      const [state] = await box.outbox.states();
      expect(state?.problem?.isClosed).toBe(true);
      expect(state?.notBefore).toBeGreaterThan(Date.now() + 29 * 60_000);
      expect(receiver.requests).toHaveLength(1);
      // The company writes another token: it is tried at once.
      box.sinks = [{ ...sinkAt(receiver.address), configuration: Promise.resolve('other') }];
      receiver.reply = () => TAKEN;
      await box.outbox.run();
      await box.outbox.settled();
      expect([receiver.taken.size, (await box.store.parked(9)).length]).toEqual([2, 0]);
    },
  );
});

describe('a queue', () => {
  it('that is too large drops what is least severe, the oldest first, and tells of it', async () => {
    const box = openBox(newName(), [sinkAt(receiver.address)]);
    receiver.reply = () => ({ status: 503, takes: false });
    const severe = await record(box, 5);
    const mild = await record(box, 30, {
      verdict: { level: 'suspected', score: 60, contributions: [] },
    });
    move(NOON + BATCH_MS);
    await box.outbox.run();
    await box.outbox.settled();
    const { queue } = await box.store.totals();
    box.bound = { mostBytes: queue.sizeBytes / 2, notBefore: 0 };
    move(Date.now() + 1);
    await box.outbox.run();
    receiver.reply = () => TAKEN;
    await runDry(box, move);
    const told = rows() as { kind: string; incident_id?: string; dropped_events?: number }[];
    const taken = new Set(told.slice(-receiver.taken.size).map(({ incident_id }) => incident_id));
    for (const { id } of severe) expect(taken).toContain(id);
    const drop = told.find(({ kind }) => kind === 'events-dropped');
    expect(drop).toMatchObject({ dropped_why: 'size', dropped_low: drop?.dropped_events });
    const left = mild.filter(({ id }) => taken.has(id));
    expect(left.length + (drop?.dropped_events ?? 0)).toBe(30);
    expect(left).toEqual(mild.slice(-left.length));
    expect((await box.store.totals()).queue).toMatchObject({ events: 0, sizeBytes: 0 });
  });

  it('whose events are too old drops them, and tells of it', async () => {
    const box = openBox(newName(), [sinkAt(receiver.address)]);
    receiver.reply = () => ({ status: 503, takes: false });
    await record(box, 4);
    move(NOON + BATCH_MS);
    await box.outbox.run();
    await box.outbox.settled();
    box.bound = { mostBytes: 50_000_000, notBefore: Date.now() + 1 };
    receiver.reply = () => TAKEN;
    move(Date.now() + 3_600_000);
    await box.outbox.run();
    box.bound = { mostBytes: 50_000_000, notBefore: 0 };
    await runDry(box, move);
    const last = rows().at(-1);
    expect(last).toMatchObject({ kind: 'events-dropped', dropped_why: 'age', dropped_events: 4 });
    expect((await box.store.totals()).queue).toMatchObject({ events: 0, sizeBytes: 0 });
  });
});

describe('whatever happens', () => {
  const FAULTS: readonly Reply[] = [
    { status: 500, takes: false },
    { status: 502, takes: true },
    { status: 503, headers: { 'retry-after': '3' }, takes: false },
    { status: 429, headers: { 'retry-after': 'soon' }, takes: false },
    { status: 408, takes: false },
    { status: 413, takes: false },
    { status: 401, takes: false },
    { status: 302, headers: { location: '/' }, takes: false },
    { status: 200, takes: false, ends: 'reset' },
    { status: 200, takes: true, ends: 'reset' },
    { status: 200, takes: true, ends: 'half' },
  ];

  it('no event is lost or counted twice, and the order holds: 600 faults and 60 ends of the background', async () => {
    const name = newName();
    const made = new Set<string>();
    let [faults, seed] = [0, 20_261_129];
    // A generator of its own, so that a failure can be repeated (Numerical Recipes).
    const chance = (): number => (seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
    receiver.reply = () => {
      if (faults >= 600 || chance() < 0.1) return TAKEN;
      faults++;
      return FAULTS[Math.floor(chance() * FAULTS.length)] ?? TAKEN;
    };
    let box = openBox(name, [sinkAt(receiver.address)]);
    for (let ends = 0; ends < 60; ends++) {
      for (const { id } of await record(box, 1 + Math.floor(chance() * 9))) made.add(id);
      for (let runs = 0; runs < 40; runs++) {
        move(Math.max(Date.now() + 1_000, box.wake ?? 0));
        await box.outbox.run();
        if (runs < 39) await box.outbox.settled();
      }
      // The background ends in the middle of an attempt; its requests go on without it.
      box = openBox(name, [sinkAt(receiver.address)]);
    }
    await runDry(box, move);
    // Events that were "too large" alone were parked: they are there, and go when somebody says so.
    await box.store.unpark();
    await runDry(box, move);
    await expect.poll(() => receiver.atOnce.now).toBe(0);
    const told = rows() as { event_id: string; incident_id: string; kind: string }[];
    const idOf = new Map(told.map((row) => [row.event_id, row.incident_id]));
    const arrived = [...receiver.taken.keys()].map((id) => idOf.get(id));
    expect(faults).toBeGreaterThanOrEqual(500);
    expect(new Set(arrived)).toEqual(made);
    // One event an incident: what came again came under the same id.
    expect(receiver.taken.size).toBe(made.size);
    expect(receiver.order).toEqual(receiver.order.toSorted((a, b) => a - b));
    expect(receiver.wrong).toEqual([]);
    expect(await box.store.parked(9)).toEqual([]);
  }, 120_000);
});
