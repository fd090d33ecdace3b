// The queue of events on the disk, with how far each sink has got. Each method is one step that happens whole or not at all, with
// strict durability: a browser that is killed goes on where it was. It sends nothing and decides nothing.
import type { FleetEvent, HeartbeatEvent, PolicyEvent } from '../../../core/fleet/event.ts';
import { incidentEvent, isDue, type Pending } from '../../../core/fleet/pending.ts';
import { MOST_IN_BATCH, type SinkState } from '../../../core/fleet/sink-state.ts';
import { freshTally, type Tally } from '../../../core/fleet/tally.ts';
import { newEventId } from './event-id.ts';
import {
  inOneFleetStep,
  quietly,
  type FleetWriting,
  type IncidentDatabase,
  type Parked,
  type Queued,
  type QueueState,
  type SentSizes,
  type StoredBatch,
} from './incident-database.ts';
import { TALLY } from './leave.ts';
import { DATABASE, openDatabase } from './open-incidents.ts';
import {
  appendIn,
  dropIn,
  keepQueue,
  orAfterRoom,
  present,
  QUEUE,
  queueState,
  removeUpTo,
  SENT,
  type QueueBound,
} from './room.ts';

export type { Parked, Queued, QueueState, StoredBatch } from './incident-database.ts';

/** Pending incidents that are numbered in one step. */
const AT_ONCE = 500;
const MOST_PARKED = 1_000;
/** What was sent is kept for people who want to see it: batches, and bytes of them. */
const MOST_SENT = 200;
const MOST_SENT_BYTES = 500_000;
const SINK = 'sink:';

/** An event without what its place in the queue gives it. */
export type Unnumbered =
  Omit<HeartbeatEvent, 'id' | 'seq' | 'at'> | Omit<PolicyEvent, 'id' | 'seq' | 'at'>;

/** Null: there is nothing to tell after all. */
export type Make = (
  tally: Tally,
  queue: QueueState,
) => { readonly event: Unnumbered; readonly policy?: QueueState['policy'] } | null;

/** What an attempt has changed. */
export interface Progress {
  readonly state: SinkState;
  readonly parked: readonly Omit<Parked, 'sink'>[];
  readonly sent: StoredBatch | null;
}

export interface Totals {
  readonly queue: QueueState;
  /** Incidents that have no number yet. */
  readonly pending: number;
  /** When the next of them is due, ms since the epoch; null when there is none. */
  readonly nextDueAt: number | null;
  /** When the oldest event was numbered; null for an empty queue. */
  readonly oldestAt: number | null;
  readonly parked: number;
}

export interface OutboxStore {
  totals(): Promise<Totals>;
  /** How events name this browser profile. */
  deviceId(): Promise<string>;
  sinks(): Promise<SinkState[]>;
  /**
   * Numbers what is due, and with it what would be due within `batchMs`; also when 100 wait. Then the queue is cut to its bound.
   * @returns events that were numbered, and events that were dropped
   */
  number(
    at: number,
    batchMs: number,
    bound: QueueBound,
  ): Promise<{ numbered: number; dropped: number }>;
  /** Puts an event of our own into the queue; it is told the counts since the last heartbeat, which begin anew after one. */
  add(at: number, make: Make): Promise<void>;
  /** Events after a number, in their order. */
  after(seq: number, most: number): Promise<Queued[]>;
  /** Writes what an attempt has changed, and removes what every sink is done with. @param names all sinks */
  progress(progress: Progress, names: readonly string[]): Promise<void>;
  /** Removes the states of sinks that are gone, and events that nobody waits for. */
  keepSinks(states: readonly SinkState[]): Promise<void>;
  /** Puts what was parked into the queue again, as it was. @returns how many */
  unpark(): Promise<number>;
  /** The newest, newest first. */
  parked(most: number): Promise<Parked[]>;
  sent(): Promise<StoredBatch[]>;
  /** Incidents of the log that were last seen since then leave as well: there was no sink when they were written. */
  leaveSince(since: number, at: number): Promise<number>;
}

/** @param name database name; tests use their own */
export function openOutboxStore(name = DATABASE): OutboxStore {
  const database = openDatabase(name);
  const inStep = async <Result>(
    work: (transaction: FleetWriting) => Promise<Result>,
  ): Promise<Result> => {
    const opened = await database();
    return orAfterRoom(opened, () => inOneFleetStep(opened, work));
  };
  return {
    totals: async () => totalsOf(await database()),
    async deviceId() {
      const queue = (await (await database()).get('fleet', QUEUE)) as QueueState | undefined;
      return (queue ?? freshQueue()).deviceId;
    },
    async sinks() {
      const range = IDBKeyRange.bound(SINK, `${SINK}\uffff`);
      return (await (await database()).getAll('fleet', range)) as SinkState[];
    },
    number: (at, batchMs, bound) =>
      inStep(async (transaction) => {
        const numbered = await numberIn(transaction, at, batchMs);
        return { numbered, dropped: await dropIn(transaction, bound, at) };
      }),
    add: (at, make) => inStep((transaction) => addIn(transaction, at, make)),
    async after(seq, most) {
      const range = IDBKeyRange.lowerBound([seq, Infinity]);
      return (await database()).getAll('queue', range, most);
    },
    progress: (progress, names) =>
      inStep((transaction) => progressIn(transaction, progress, names)),
    keepSinks: (states) => inStep((transaction) => keepSinksIn(transaction, states)),
    unpark: () => inStep(unparkIn),
    async parked(most) {
      const found: Parked[] = [];
      let cursor = await (await database()).transaction('parked').store.openCursor(null, 'prev');
      for (; cursor && found.length < most; cursor = await cursor.continue())
        found.push(cursor.value);
      return found;
    },
    async sent() {
      return (await database()).getAll('sent');
    },
    leaveSince: async (since, at) => leaveSince(await database(), since, at),
  };
}

async function totalsOf(database: IncidentDatabase): Promise<Totals> {
  const transaction = database.transaction(['pending', 'queue', 'fleet', 'parked']);
  const stored = (await transaction.objectStore('fleet').get(QUEUE)) as QueueState | undefined;
  const queue = stored ?? freshQueue();
  const [pending, next, oldest, parked] = await Promise.all([
    transaction.objectStore('pending').count(),
    transaction.objectStore('pending').index('byDue').openKeyCursor(),
    transaction.objectStore('queue').openCursor(present(queue)),
    transaction.objectStore('parked').count(),
  ]);
  return {
    queue,
    ...{ pending, nextDueAt: next?.key ?? null, oldestAt: oldest?.value.at ?? null, parked },
  };
}

function freshQueue(): QueueState {
  return {
    deviceId: crypto.randomUUID(),
    nextSeq: 1,
    goneUpTo: 0,
    events: 0,
    sizeBytes: 0,
    policy: null,
  };
}

async function startedQueue(transaction: FleetWriting): Promise<QueueState> {
  return (await queueState(transaction)) ?? freshQueue();
}

async function numberIn(transaction: FleetWriting, at: number, batchMs: number): Promise<number> {
  const pending = transaction.objectStore('pending');
  const byDue = pending.index('byDue');
  const soon = IDBKeyRange.upperBound(at + batchMs);
  const [first, last] = await Promise.all([
    byDue.openKeyCursor(),
    byDue.openKeyCursor(null, 'prev'),
  ]);
  const isOne = [first, last].some((one) => one && isDue(one.key, at));
  if (!isOne && (await byDue.count(soon)) < MOST_IN_BATCH) return 0;
  const due = await byDue.getAll(soon, AT_ONCE);
  // The clock was set back: what is due in an hour was due long ago.
  const late =
    last && last.key > at + batchMs && isDue(last.key, at)
      ? [await pending.get(last.primaryKey)]
      : [];
  let state = await startedQueue(transaction);
  for (const one of [...due, ...late.filter((found): found is Pending => found !== undefined)]) {
    quietly(pending.delete(one.incident.id));
    state = appendIn(transaction, state, (seq) => incidentEvent(one, seq, at));
  }
  keepQueue(transaction, state);
  return due.length + late.length;
}

async function addIn(transaction: FleetWriting, at: number, make: Make): Promise<void> {
  const fleet = transaction.objectStore('fleet');
  const state = await startedQueue(transaction);
  const tally = ((await fleet.get(TALLY)) as Tally | undefined) ?? freshTally(at);
  const made = make(tally, state);
  if (!made) return;
  const { event, policy = state.policy } = made;
  const head = { id: newEventId(at), at };
  keepQueue(
    transaction,
    appendIn(transaction, { ...state, policy }, (seq) => ({ ...event, ...head, seq })),
  );
  if (event.kind === 'heartbeat') quietly(fleet.put(freshTally(at), TALLY));
}

async function progressIn(
  transaction: FleetWriting,
  { state, parked, sent }: Progress,
  names: readonly string[],
): Promise<void> {
  const fleet = transaction.objectStore('fleet');
  quietly(fleet.put(state, SINK + state.name));
  for (const one of parked)
    quietly(transaction.objectStore('parked').add({ ...one, sink: state.name }));
  await Promise.all([
    parked.length > 0 && cutTo(transaction.objectStore('parked'), MOST_PARKED),
    sent && noteSent(transaction, sent),
    removeDone(transaction, names),
  ]);
}

/**
 * What every sink is done with. A sink without state has not begun: it waits for everything. Without any sink all of it stays: a
 * policy can take the last one away, and name another one later.
 */
async function removeDone(transaction: FleetWriting, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const fleet = transaction.objectStore('fleet');
  const [queue, ...states] = await Promise.all([
    queueState(transaction),
    ...names.map((name) => fleet.get(SINK + name) as Promise<SinkState | undefined>),
  ]);
  const done = Math.min(...states.map((state) => state?.cursor ?? 0));
  if (queue && done > queue.goneUpTo) await removeUpTo(transaction, queue, done);
}

async function keepSinksIn(transaction: FleetWriting, states: readonly SinkState[]): Promise<void> {
  const fleet = transaction.objectStore('fleet');
  const keys = await fleet.getAllKeys(IDBKeyRange.bound(SINK, `${SINK}\uffff`));
  const names = states.map(({ name }) => name);
  const kept = new Set(names.map((name) => SINK + name));
  for (const key of keys) if (!kept.has(key)) quietly(fleet.delete(key));
  for (const state of states) quietly(fleet.put(state, SINK + state.name));
  await removeDone(transaction, names);
}

/** Under new numbers: each sink has gone past the old ones. Ids stay, so that nothing counts twice. */
async function unparkIn(transaction: FleetWriting): Promise<number> {
  const store = transaction.objectStore('parked');
  const all = await store.getAll();
  let state = await startedQueue(transaction);
  for (const { text } of all)
    state = appendIn(transaction, state, (seq) => ({ ...(JSON.parse(text) as FleetEvent), seq }));
  keepQueue(transaction, state);
  quietly(store.clear());
  return all.length;
}

type Numbered = {
  count(): Promise<number>;
  getAllKeys(query: null, count: number): Promise<number[]>;
  delete(key: number): Promise<void>;
};

async function cutTo(store: Numbered, most: number): Promise<void> {
  const surplus = (await store.count()) - most;
  if (surplus > 0)
    for (const key of await store.getAllKeys(null, surplus)) quietly(store.delete(key));
}

/** The newest stay. */
async function noteSent(transaction: FleetWriting, sent: StoredBatch): Promise<void> {
  const [store, fleet] = [transaction.objectStore('sent'), transaction.objectStore('fleet')];
  const [key, before] = await Promise.all([
    store.add(sent),
    fleet.get(SENT) as Promise<SentSizes | undefined>,
  ]);
  const sizes = [...(before ?? []), [key, sent.gzip.length] as const];
  let bytes = sizes.reduce((sum, [, one]) => sum + one, 0);
  while (sizes.length > MOST_SENT || (bytes > MOST_SENT_BYTES && sizes.length > 1)) {
    const [oldest, less] = sizes.shift() ?? [0, 0];
    bytes -= less;
    quietly(store.delete(oldest));
  }
  quietly(fleet.put(sizes, SENT));
}

async function leaveSince(database: IncidentDatabase, since: number, at: number): Promise<number> {
  const transaction = database.transaction(['incidents', 'summaries', 'pending'], 'readwrite');
  const ids = await transaction
    .objectStore('summaries')
    .index('byTime')
    .getAllKeys(IDBKeyRange.lowerBound(since));
  for (const id of ids) {
    const stored = await transaction.objectStore('incidents').get(id);
    if (stored && !(await transaction.objectStore('pending').getKey(id))) {
      const one: Pending = { incident: stored.incident, eventId: newEventId(at), dueAt: at };
      quietly(transaction.objectStore('pending').put(one, id));
    }
  }
  await transaction.done;
  return ids.length;
}
