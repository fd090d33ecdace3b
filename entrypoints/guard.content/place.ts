// Where a guard runs and how it speaks: the page or one worker. Hooks know nothing else of the world around them.
import type { PageObservation } from '../../core/protocol/observation.ts';

/** What the guard is told when it starts in a worker; in a page there is none. */
export interface Boot {
  readonly workerId: string;
  /** Address that the worker's own script believes to run from. */
  readonly href: string;
  /** True when the script runs from a blob that stands for an http address, so that its base must be repaired. */
  readonly rebased: boolean;
}

export interface Place {
  /** Null in the page itself. */
  readonly workerId: string | null;
  /** Base for relative addresses; in a page it follows `<base>`. */
  readonly base: () => string;
  /** Reports a fact; it never throws and never waits. */
  readonly emit: (observation: PageObservation) => void;
  /** True once the background confirmed mining here: nothing new may start. */
  readonly isStopped: () => boolean;
}
