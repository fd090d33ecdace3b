// What the two page-side worlds must agree on: event names, sizes, rates. It knows no message content and
// has no dependency, because both the guard (every frame) and the bridge (every frame) carry it.

/** The bridge offers its secret under this name, once, before any script of the page runs. */
export const OFFER_EVENT = 'assay:offer';
/** A guard that starts after the bridge asks for the offer under this name. */
export const HELLO_EVENT = 'assay:hello';

/** Longest JSON text of one observation that the bridge passes on, in UTF-16 units. */
export const MAX_OBSERVATION_CHARS = 16_384;
/** Token bucket of one frame: this many observations at once … */
export const BURST_OBSERVATIONS = 200;
/** … refilled at this many a second; the rest is dropped and counted. */
export const OBSERVATIONS_PER_SECOND = 20;

/** What travels from a bridge to the background. `text` is JSON that only the background parses. */
export interface BridgeMessage {
  readonly assay: 'frame';
  /** `started` comes from the isolated world itself and can be trusted to mean a new document. */
  readonly kind: 'started' | 'observed';
  readonly text: string;
  /** Observations dropped by size or rate since the last message. */
  readonly dropped: number;
}

/** What travels from the background to a guard, through its bridge. */
export type Command = { readonly command: 'stop'; readonly reason: string };

/** Server-Timing name by which the background tells the guard that the response had a content security policy. */
export const POLICY_MARK = 'csp';
