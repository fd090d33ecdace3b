// What the two page-side worlds must agree on: event names, sizes, rates. It knows no message content and
// has no dependency, because both the guard (every frame) and the bridge (every frame) carry it.

/**
 * By this name the bridge offers its node, and a guard that starts after the bridge asks for it: before any script of the
 * page. Events of this name, and only of this, do not pass through the window of their document: a page that got at the
 * window before the document came could listen there.
 */
export const HANDSHAKE_EVENT = 'load';

/** Longest JSON text of one observation that the bridge passes on, in UTF-16 units. */
export const MAX_OBSERVATION_CHARS = 16_384;
/**
 * Token bucket of one frame: this many observations at once … More than the guard's own bound for each kind comes to, or two
 * kinds that a page causes without end (workers that start and end) would crowd out the one that matters.
 */
export const BURST_OBSERVATIONS = 1_600;
/** … refilled at this many a second; the rest is dropped and counted. */
export const OBSERVATIONS_PER_SECOND = 256;

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
export type Command = StopCommand | RefusalCommand | ListenCommand;

/** Firefox: a guard that the background has written into a worker of the frame speaks on the channel of this name. */
export interface ListenCommand {
  readonly command: 'listen';
  readonly channel: string;
}

/** Whether the guard refuses anything. The bridge says it by itself where the policy lets everything run. */
export interface RefusalCommand {
  readonly command: 'refuse';
  readonly isOn: boolean;
}

/** What travels from the background to a bridge, which makes a `RefusalCommand` of it for its own site. */
export interface RefusalChange {
  readonly assay: 'refusal';
  /** False where nothing is refused anywhere. */
  readonly isOn: boolean;
  /** Host names where nothing is refused; each stands for its subdomains as well. */
  readonly except: readonly string[];
}

/** What a guard must stop, in its own names. */
export interface StopCommand {
  readonly command: 'stop';
  /** Workers and `page`; null for everything. */
  readonly threads: readonly string[] | null;
  /** Null for all of them. */
  readonly sockets: readonly string[] | null;
  /** Addresses of scripts whose workers must end, though no guard is in them. */
  readonly scripts: readonly string[];
}

/** Server-Timing name by which the background tells the guard that the response had a content security policy. */
export const POLICY_MARK = 'csp';
