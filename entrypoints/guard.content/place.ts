// Where a guard runs and how it speaks: the page or one worker. Hooks know nothing else of the world around them.
import type { PageObservation } from '../../core/protocol/observation.ts';

/** What the guard is told when it starts in a worker; in a page there is none. */
export interface Boot {
  readonly workerId: string;
  /** Address that the worker's own script believes to run from. */
  readonly href: string;
  /** True when the script runs from a blob that stands for an http address, so that its base must be repaired. */
  readonly rebased: boolean;
  /** True where the policy lets everything run. */
  readonly letsRun: boolean;
  /** True in an audio worklet, which is no worker: it has a processor instead of messages. */
  readonly worklet: boolean;
}

/** What the guard is told when the background has put it in front of a worker's own script (Firefox). */
export interface FilteredBoot {
  readonly workerId: string;
  /** Name of the channel to the guard of the page; null where there is no page to speak to. */
  readonly channel: string | null;
  /** True where the policy lets everything run. */
  readonly letsRun: boolean;
}

/** The page's own thread and sockets among those of its workers, as core/protocol/in-frame.ts names them. */
export const PAGE_THREAD_NAME = 'page';

/**
 * What is refused here: -1 nothing, because the policy only monitors; 0 what is confirmed; 1, once something here was stopped for mining, what is suspected as well, and
 * what was stopped; 2, when it went on, everything new.
 */
export type Strictness = -1 | 0 | 1 | 2;

export interface Place {
  /** Null in the page itself. */
  readonly workerId: string | null;
  /** Base for relative addresses; in a page it follows `<base>`. */
  readonly base: () => string;
  /** Reports a fact; it never throws and never waits. */
  readonly emit: (observation: PageObservation) => void;
  readonly strictness: () => Strictness;
}

/** Whether anything is refused here. */
export function refuses(place: Place): boolean {
  return place.strictness() >= 0;
}
