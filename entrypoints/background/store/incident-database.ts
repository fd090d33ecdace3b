// The shape of the database: the incidents, beside each its summary, and what was removed; what is to leave the browser, which must
// be written in the same step as the incident that it tells of; and how it is written, in steps that happen whole or not at all.
import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import type { Pending } from '../../../core/fleet/pending.ts';
import type { SinkState } from '../../../core/fleet/sink-state.ts';
import type { Tally } from '../../../core/fleet/tally.ts';
import type { Incident } from '../../../core/incident/incident.ts';
import type { Deletion, NumberedSummary, SentBatch } from '../../../core/protocol/questions.ts';

export interface StoredIncident {
  readonly incident: Incident;
  readonly mergeKey: string;
  readonly firstSeenAt: number;
  readonly site: string;
}

/** A summary, and the day in whose figures it counts. */
export interface StoredSummary extends NumberedSummary {
  readonly day: number;
}

/** Of incidents that were last seen on one day. */
export interface DayFigures {
  readonly incidents: number;
  readonly blocked: number;
  readonly observedCoreMs: number;
  readonly avoidedCoreMs: number;
}

/** An event with its number, as it waits to be sent. */
export interface Queued {
  readonly seq: number;
  /** When it was numbered, ms since the epoch. */
  readonly at: number;
  /** The FleetEvent as JSON: never changed, so that it is sent the same each time. */
  readonly text: string;
  /** Characters of the text; nearly all are of one byte. */
  readonly sizeBytes: number;
  /** 0 is the least severe. */
  readonly rank: number;
}

/** A batch that a sink has taken. */
export interface StoredBatch extends Omit<SentBatch, 'body'> {
  /** The body as it was sent, compressed. */
  readonly gzip: Uint8Array<ArrayBuffer>;
}

/** What is known of the queue as a whole. */
export interface QueueState {
  /** Random UUID of this browser profile. */
  readonly deviceId: string;
  /** Number of the next event. */
  readonly nextSeq: number;
  /** Events up to this number are gone. Looked for from here on, the oldest is found without passing all that was deleted. */
  readonly goneUpTo: number;
  readonly events: number;
  /** Of all of them. */
  readonly sizeBytes: number;
  /** The policy that the sinks were told of last: its hash, and a hash of each value; null before. */
  readonly policy: {
    readonly hash: string;
    readonly keys: Readonly<Record<string, string>>;
  } | null;
}

/** An event that a sink has refused for good. */
export interface Parked {
  readonly sink: string;
  readonly at: number;
  readonly why: string;
  /** The FleetEvent as JSON. */
  readonly text: string;
}

/** Of each batch in `sent`, oldest first: its key and its bytes. To add them up must not cost reading them. */
export type SentSizes = readonly (readonly [key: number, bytes: number])[];

/** Holds all that must be known of events that are removed: to read them would cost more than to remove them. */
export type QueueKey = [seq: number, sizeBytes: number, rank: number];

export interface IncidentSchema extends DBSchema {
  incidents: {
    key: string;
    value: StoredIncident;
    indexes: { byTime: number; bySite: [string, number] };
  };
  summaries: {
    key: string;
    value: StoredSummary;
    indexes: { bySeq: number; byTime: number };
  };
  /** Day (`dayOf`), or `WHOLE_LOG` -> its figures. */
  days: { key: number; value: DayFigures };
  /** Day and site -> incidents. */
  daySites: { key: [day: number, site: string]; value: number };
  /** Numbered as they came. */
  deletions: { key: number; value: Deletion };
  /** Incident -> what is to leave of it and has no number yet. */
  pending: { key: string; value: Pending; indexes: { byDue: number } };
  queue: { key: QueueKey; value: Queued };
  /** `queue` -> QueueState, `tally` -> Tally, `sent` -> SentSizes, `sink:` and its name -> SinkState. */
  fleet: { key: string; value: QueueState | SinkState | Tally | SentSizes };
  /** Numbered as they came. */
  parked: { key: number; value: Parked };
  sent: { key: number; value: StoredBatch };
}

export type IncidentDatabase = IDBPDatabase<IncidentSchema>;

const LOG = [
  ...(['incidents', 'summaries', 'days', 'daySites', 'deletions'] as const),
  ...(['pending', 'fleet'] as const),
] as const;
const FLEET = ['pending', 'queue', 'fleet', 'parked', 'sent'] as const;
type Stores = (typeof LOG)[number][];
type FleetStores = (typeof FLEET)[number][];

export type Writing = IDBPTransaction<IncidentSchema, Stores, 'readwrite'>;
export type FleetWriting = IDBPTransaction<IncidentSchema, FleetStores, 'readwrite'>;
export type Upgrading = IDBPTransaction<IncidentSchema, Stores, 'versionchange'>;

/**
 * Does all of one step in one transaction: either all of it is on the disk when this resolves, or nothing has changed. Nothing but
 * requests of the transaction may be awaited in `work`: the browser ends it as soon as it has nothing to do.
 */
export function inOneStep<Result>(
  database: IncidentDatabase,
  work: (transaction: Writing) => Promise<Result>,
): Promise<Result> {
  return finished(database.transaction([...LOG], 'readwrite', { durability: 'strict' }), work);
}

/** The same for what is to leave. */
export function inOneFleetStep<Result>(
  database: IncidentDatabase,
  work: (transaction: FleetWriting) => Promise<Result>,
): Promise<Result> {
  return finished(database.transaction([...FLEET], 'readwrite', { durability: 'strict' }), work);
}

type Ending = Pick<Writing, 'done' | 'abort'>;

async function finished<Step extends Ending, Result>(
  transaction: Step,
  work: (transaction: Step) => Promise<Result>,
): Promise<Result> {
  // It rejects as well when the work has failed: that error is told, not this one.
  const done = transaction.done.then(
    () => null,
    (error: unknown) => ({ error }),
  );
  try {
    const result = await work(transaction);
    const failure = await done;
    if (failure) throw failure.error;
    return result;
  } catch (error) {
    abort(transaction);
    await done;
    throw error;
  }
}

function abort(transaction: Ending): void {
  try {
    transaction.abort();
  } catch (error) {
    // It has ended already, by itself.
    if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
  }
}

/** For a request inside of a step: when it fails the whole step does, and tells of it. */
export function quietly(request: Promise<unknown>): void {
  request.catch(() => undefined);
}
