// Keeps the queue within its bounds, and makes room on a full disk: the copies of what was sent go first, then what is least severe,
// the oldest first. What is dropped is itself an event: whoever reads the events sees that some are missing, how many and why.
import type { Dropped, FleetEvent } from '../../../core/fleet/event.ts';
import { RANKS, rankOf } from '../../../core/fleet/pending.ts';
import { newEventId } from './event-id.ts';
import {
  inOneFleetStep,
  quietly,
  type FleetWriting,
  type IncidentDatabase,
  type Queued,
  type QueueKey,
  type QueueState,
} from './incident-database.ts';

export const QUEUE = 'queue';
/** What was sent is kept for people: which pieces, and how large. */
export const SENT = 'sent';

/** What may wait. */
export interface QueueBound {
  readonly mostBytes: number;
  /** Events that were numbered before go; ms since the epoch. */
  readonly notBefore: number;
}

/** Drops what is too old and what is too much. @param at now, ms since the epoch @returns how many events were dropped */
export async function dropIn(
  transaction: FleetWriting,
  bound: QueueBound,
  at: number,
): Promise<number> {
  const old = await drop(transaction, 'age', at, (state) =>
    tooOld(transaction, state, bound.notBefore),
  );
  const much = await drop(transaction, 'size', at, (state) =>
    tooMuch(transaction, state, bound.mostBytes),
  );
  return old + much;
}

async function drop(
  transaction: FleetWriting,
  why: Dropped['why'],
  at: number,
  find: (state: QueueState) => Promise<readonly QueueKey[]>,
): Promise<number> {
  const state = await queueState(transaction);
  const found = state ? await find(state) : [];
  if (!state || found.length === 0) return 0;
  const queue = transaction.objectStore('queue');
  for (const key of found) quietly(queue.delete(key));
  const left = without(state, found);
  keepQueue(
    transaction,
    appendIn(transaction, left, (seq) => dropEvent(found, why, seq, at)),
  );
  return found.length;
}

async function tooOld(
  transaction: FleetWriting,
  state: QueueState,
  notBefore: number,
): Promise<QueueKey[]> {
  const found: QueueKey[] = [];
  let cursor = await transaction.objectStore('queue').openCursor(present(state));
  for (; cursor && cursor.value.at < notBefore; cursor = await cursor.continue())
    found.push(cursor.key);
  return found;
}

/** A twentieth more than needed, so that a full queue does not drop with each event. */
async function tooMuch(
  transaction: FleetWriting,
  state: QueueState,
  mostBytes: number,
): Promise<QueueKey[]> {
  if (state.sizeBytes <= mostBytes) return [];
  const keys = await transaction.objectStore('queue').getAllKeys(present(state));
  let over = state.sizeBytes - mostBytes * 0.95;
  const ordered = keys.sort(([seqA, , rankA], [seqB, , rankB]) => rankA - rankB || seqA - seqB);
  const enough = ordered.findIndex(([, sizeBytes]) => (over -= sizeBytes) <= 0);
  return enough < 0 ? ordered : ordered.slice(0, enough + 1);
}

/** What is known of the queue; undefined before the first event. */
export async function queueState(transaction: FleetWriting): Promise<QueueState | undefined> {
  return (await transaction.objectStore('fleet').get(QUEUE)) as QueueState | undefined;
}

/** Takes out all events up to a number. */
export async function removeUpTo(
  transaction: FleetWriting,
  state: QueueState,
  done: number,
): Promise<void> {
  const queue = transaction.objectStore('queue');
  const range = IDBKeyRange.bound([state.goneUpTo, Infinity], [done, Infinity]);
  const keys = await queue.getAllKeys(range);
  quietly(queue.delete(range));
  keepQueue(transaction, { ...without(state, keys), goneUpTo: done });
}

function without(state: QueueState, keys: readonly QueueKey[]): QueueState {
  const bytes = keys.reduce((sum, [, sizeBytes]) => sum + sizeBytes, 0);
  return { ...state, events: state.events - keys.length, sizeBytes: state.sizeBytes - bytes };
}

/** All that is in the queue. */
export function present({ goneUpTo }: QueueState): IDBKeyRange {
  return IDBKeyRange.lowerBound([goneUpTo, Infinity]);
}

export function keepQueue(transaction: FleetWriting, state: QueueState): void {
  quietly(transaction.objectStore('fleet').put(state, QUEUE));
}

/** Numbers an event and puts it into the queue. @returns the state after it, which is not written yet */
export function appendIn(
  transaction: FleetWriting,
  state: QueueState,
  make: (seq: number) => FleetEvent,
): QueueState {
  const event = make(state.nextSeq);
  const text = JSON.stringify(event);
  const { seq, at } = event;
  const sizeBytes = text.length;
  const queued: Queued = { seq, at, text, sizeBytes, rank: rankOf(event) };
  quietly(transaction.objectStore('queue').put(queued));
  return {
    ...state,
    ...{ nextSeq: seq + 1, events: state.events + 1, sizeBytes: state.sizeBytes + sizeBytes },
  };
}

function dropEvent(
  found: readonly QueueKey[],
  why: Dropped['why'],
  seq: number,
  at: number,
): FleetEvent {
  const bySeverity = { high: 0, medium: 0, low: 0, informational: 0 };
  for (const [, , rank] of found) bySeverity[RANKS[rank] ?? 'informational']++;
  const seqs = found.map(([one]) => one);
  const [firstSeq, lastSeq] = [Math.min(...seqs), Math.max(...seqs)];
  const dropped: Dropped = { events: found.length, bySeverity, firstSeq, lastSeq, why };
  return { id: newEventId(at), seq, at, severity: 'medium', kind: 'events-dropped', dropped };
}

/** Writes; on a full disk it makes room and writes once more. @throws what the second writing throws */
export async function orAfterRoom<Result>(
  database: IncidentDatabase,
  write: () => Promise<Result>,
): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    await makeRoom(database);
    return write();
  }
}

function isDiskFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

async function makeRoom(database: IncidentDatabase): Promise<void> {
  await inOneFleetStep(database, async (transaction) => {
    quietly(transaction.objectStore('sent').clear());
    await transaction.objectStore('fleet').delete(SENT);
  });
  await inOneFleetStep(database, (transaction) =>
    drop(transaction, 'disk-full', Date.now(), (state) =>
      tooMuch(transaction, state, state.sizeBytes - 1),
    ),
  );
}
