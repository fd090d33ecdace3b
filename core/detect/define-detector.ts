// What a detector is: a pure reducer over the observations of one tab. Its state is plain data that survives structured
// cloning, because the browser ends the background at any time.
import type { Evidence } from '../evidence/evidence.ts';
import type { Observation } from '../protocol/observation.ts';

export interface Detector<State> {
  /** Path of the file, e.g. `detect/work`. */
  readonly id: string;
  readonly title: string;
  readonly consumes: readonly Observation['kind'][];
  /** Most points this detector may ever give: page-world claims alone never confirm. */
  readonly ceiling: number;
  readonly begin: () => State;
  /** Takes one observation; `at` is the time in ms since the epoch. Returns the same object when nothing changed. */
  readonly step: (state: State, observation: Observation, at: number) => State;
  /** What the state says now, or null for nothing. */
  readonly judge: (state: State, at: number) => Evidence | null;
}

/** Identity, for types. */
export function defineDetector<State>(detector: Detector<State>): Detector<State> {
  return detector;
}
