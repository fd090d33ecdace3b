// What each format is to the outbox: one file in formats/ each. A format writes a batch and reads what the receiver says of it;
// when to send, again or not at all, is not its business.
import type { SinkSecret } from '../policy/sink.ts';
import type { FleetEvent, Origin } from './event.ts';

/** A batch as it may leave: already redacted for its sink. Formats get its events bounded (formats.ts). */
export interface Batch {
  readonly events: readonly FleetEvent[];
  readonly origin: Origin;
}

export interface Encoded {
  readonly contentType: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/** What differs with each attempt. */
export interface Attempt {
  readonly secret: SinkSecret | null;
  readonly scheme: 'bearer' | 'basic' | 'api-key';
  /** Now, ms since the epoch. */
  readonly at: number;
  /** HMAC-SHA-256 of a text with a key of any length. */
  readonly hmac: (key: Uint8Array<ArrayBuffer>, text: string) => Promise<Uint8Array<ArrayBuffer>>;
}

/** What a receiver that took the batch (2xx) says of single events. */
export interface Receipt {
  /** Events that it will never take: id -> reason. */
  readonly refused: ReadonlyMap<string, string>;
  /** Ids of events that it will take later. */
  readonly later: ReadonlySet<string>;
  /** It refused so many and does not say which. */
  readonly unnamed: { readonly count: number; readonly why: string } | null;
  /** Of Splunk: until this is confirmed the batch is not delivered. */
  readonly ackId: number | null;
}

export const ALL_TAKEN: Receipt = {
  refused: new Map(),
  later: new Set(),
  unnamed: null,
  ackId: null,
};

export interface Format {
  /** @returns the body, the same to the byte for the same batch */
  encode(batch: Batch): Encoded;
  /** Headers of an attempt, with whatever authorises it. */
  headers(batch: Batch, encoded: Encoded, attempt: Attempt): Promise<Record<string, string>>;
  /** @param answer body of a 2xx answer, bounded; may be anything */
  receipt(batch: Batch, answer: Uint8Array<ArrayBuffer>): Receipt;
}
