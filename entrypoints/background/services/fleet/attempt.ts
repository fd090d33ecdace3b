// One attempt to bring the next events to a sink: which they are, what may leave of them, how they are written, and what the
// answer means for each. It changes nothing: what is to be stored comes back.
import type { Answer } from '../../../../core/fleet/answer.ts';
import type { FleetEvent, Origin } from '../../../../core/fleet/event.ts';
import type { Attempt, Batch, Format, Receipt } from '../../../../core/fleet/format.ts';
import { leaving } from '../../../../core/fleet/leaving.ts';
import {
  failed,
  halved,
  MOST_IN_BATCH,
  MOST_IN_DRAIN,
  REFUSALS_IN_ROW,
  type SinkState,
} from '../../../../core/fleet/sink-state.ts';
import type { Sink, SinkSecret } from '../../../../core/policy/sink.ts';
import type {
  OutboxStore,
  Parked,
  Progress,
  Queued,
  StoredBatch,
} from '../../store/outbox-store.ts';
import { isAcknowledged } from './acknowledged.ts';
import { gzipped } from './gzip.ts';
import { send, type Request } from './send.ts';

/** JSON of the events of a batch, at most; one event alone may be longer. */
const MOST_BATCH_CHARS = 1_000_000;

/** A sink of the policy with what belongs to it. */
export interface SinkInUse {
  readonly name: string;
  readonly sink: Sink;
  readonly secret: SinkSecret | null;
  readonly format: Format;
  readonly origin: () => Promise<Origin>;
  /** Hash of sink and secret: with another one it is tried at once. */
  readonly configuration: Promise<string>;
}

/** The next events: those that are sent now, and what is done with once all of them are. */
interface Window {
  readonly queued: readonly Queued[];
  /** Numbers that are still to be done, those of `queued` included. */
  readonly seqs: readonly number[];
  readonly end: number;
}

/** @returns null where nothing waits */
export async function attempt(
  inUse: SinkInUse,
  state: SinkState,
  store: Pick<OutboxStore, 'after'>,
): Promise<Progress | null> {
  const window = await windowOf(state, store);
  if (!window) return null;
  const events = window.queued
    .map(({ text }) => leaving(JSON.parse(text) as FleetEvent, inUse.sink))
    .filter((event) => event !== null);
  if (events.length === 0) {
    const done = window.queued.map(({ seq }) => seq);
    return { state: moved(state, window, done), parked: [], sent: null };
  }
  const batch: Batch = { events, origin: await inUse.origin() };
  return delivered(inUse, state, window, batch);
}

async function windowOf(
  { cursor, rest, most }: SinkState,
  store: Pick<OutboxStore, 'after'>,
): Promise<Window | null> {
  if (!rest) {
    const queued = bounded(await store.after(cursor, most));
    const end = queued.at(-1)?.seq;
    return end === undefined ? null : { queued, seqs: queued.map(({ seq }) => seq), end };
  }
  const wanted = new Set(rest.seqs);
  const all = (await store.after(cursor, rest.end - cursor)).filter(({ seq }) => wanted.has(seq));
  // What was dropped meanwhile is done with.
  return { queued: bounded(all.slice(0, most)), seqs: all.map(({ seq }) => seq), end: rest.end };
}

function bounded(queued: readonly Queued[]): readonly Queued[] {
  let chars = 0;
  const fits = queued.findIndex(({ sizeBytes }) => (chars += sizeBytes) > MOST_BATCH_CHARS);
  return fits < 0 ? queued : queued.slice(0, Math.max(1, fits));
}

async function delivered(
  inUse: SinkInUse,
  state: SinkState,
  window: Window,
  batch: Batch,
): Promise<Progress> {
  const { format, sink } = inUse;
  const at = Date.now();
  const { headers, gzip, contentType } = await written(inUse, batch, at);
  const { answer, body } = await send({ address: sink.address, headers, gzip, at });
  if (answer.is !== 'taken') return notTaken(state, window, batch, answer);
  const receipt = format.receipt(batch, body);
  if (receipt.ackId !== null && !(await isAcknowledged(sink.address, headers, receipt.ackId)))
    return notTaken(state, window, batch, {
      ...{ is: 'later', why: 'taken, but not acknowledged in time', afterMs: null },
    });
  const sent = { sink: inUse.name, at, events: batch.events.length, contentType, gzip };
  return taken(state, window, batch, receipt, sent);
}

/** A request as it goes over the wire. Its body before compression, a megabyte, is let go before it is sent. */
async function written(
  { format, sink, secret }: SinkInUse,
  batch: Batch,
  at: number,
): Promise<Pick<Request, 'headers' | 'gzip'> & { readonly contentType: string }> {
  const encoded = format.encode(batch);
  const { contentType } = encoded;
  const how: Attempt = { secret, scheme: sink.scheme, at, hmac };
  const own = await format.headers(batch, encoded, how);
  const gzip = await gzipped(encoded.body);
  return { headers: { 'content-type': contentType, ...own }, gzip, contentType };
}

function taken(
  state: SinkState,
  window: Window,
  { events }: Batch,
  receipt: Receipt,
  sent: StoredBatch,
): Progress {
  const { at } = sent;
  const late = new Set(events.filter(({ id }) => receipt.later.has(id)).map(({ seq }) => seq));
  const done = window.queued.map(({ seq }) => seq).filter((seq) => !late.has(seq));
  const parked = parkedOf(window, events, receipt, at);
  const isFull = window.queued.length >= state.most;
  const after: SinkState = {
    ...moved(state, window, done),
    ...{ failures: 0, refusalsInRow: 0, notBefore: 0, problem: null, takenAt: at },
    taken: state.taken + events.length - receipt.later.size - receipt.refused.size,
    most: isFull ? Math.min(MOST_IN_DRAIN, state.most * 2) : MOST_IN_BATCH,
  };
  if (receipt.later.size === 0) return { state: after, parked, sent };
  const why = `${receipt.later.size} of ${events.length} events are taken later`;
  const waiting = { ...after, failures: state.failures };
  const later = { is: 'later', why, afterMs: null } as const;
  return { state: failed(waiting, later, at, Math.random()), parked, sent };
}

/** What the receiver will never take, with its words. Where it names none, all of the batch, because some are lost there. */
function parkedOf(
  { queued }: Window,
  events: readonly FleetEvent[],
  { refused, unnamed }: Receipt,
  at: number,
): Omit<Parked, 'sink'>[] {
  const texts = new Map(queued.map(({ seq, text }) => [seq, text]));
  return events.flatMap(({ id, seq }) => {
    const own = refused.get(id);
    const some = unnamed && `${unnamed.count} of ${events.length} were not taken: ${unnamed.why}`;
    const why = own ?? some;
    return why === null ? [] : [{ at, why, text: texts.get(seq) ?? '' }];
  });
}

function notTaken(
  state: SinkState,
  window: Window,
  { events }: Batch,
  answer: Exclude<Answer, { is: 'taken' }>,
): Progress {
  const at = Date.now();
  const nothing = { parked: [], sent: null };
  if (answer.is === 'later' || answer.is === 'closed')
    return { state: failed(state, answer, at, Math.random()), ...nothing };
  if (events.length > 1) return { state: halved(state, window.queued.length), ...nothing };
  const refusalsInRow = state.refusalsInRow + 1;
  if (refusalsInRow > REFUSALS_IN_ROW) {
    const closed = { is: 'closed', why: answer.why } as const;
    return { state: failed(state, closed, at, Math.random()), ...nothing };
  }
  const [event] = events;
  const text = window.queued.find(({ seq }) => seq === event?.seq)?.text ?? '';
  const problem = { at, why: answer.why, isClosed: false };
  const done = window.queued.map(({ seq }) => seq);
  return {
    state: { ...moved(state, window, done), refusalsInRow, problem },
    ...{ parked: [{ at, why: answer.why, text }], sent: null },
  };
}

/** The state once these are done with. */
function moved(state: SinkState, { seqs, end }: Window, done: readonly number[]): SinkState {
  const gone = new Set(done);
  const left = seqs.filter((seq) => !gone.has(seq));
  return left.length === 0
    ? { ...state, cursor: end, rest: null }
    : { ...state, rest: { seqs: left, end } };
}

/** HMAC-SHA-256. */
export async function hmac(
  key: Uint8Array<ArrayBuffer>,
  text: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', key, algorithm, false, ['sign']);
  const signed = await crypto.subtle.sign('HMAC', imported, new TextEncoder().encode(text));
  return new Uint8Array(signed);
}
