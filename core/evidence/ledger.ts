// The ledger of one tab: the state of every detector since its document was opened, and the verdict that follows. Pure
// and plain data, so that it survives the end of the background.
import { detectors } from '../detect/registry.ts';
import type { Observation } from '../protocol/observation.ts';
import type { Evidence, Verdict } from './evidence.ts';
import { fuse } from './fuse.ts';

export interface Ledger {
  /** Detector id -> its state. */
  readonly states: Readonly<Record<string, unknown>>;
}

export interface Judged {
  readonly evidence: readonly Evidence[];
  readonly verdict: Verdict;
}

export function emptyLedger(): Ledger {
  return {
    states: Object.fromEntries(detectors.map((detector) => [detector.id, detector.begin()])),
  };
}

/** Enters one observation. @param at ms since the epoch */
export function enter(ledger: Ledger, observation: Observation, at: number): Ledger {
  const states: Record<string, unknown> = { ...ledger.states };
  for (const detector of detectors) {
    if (!detector.consumes.includes(observation.kind)) continue;
    states[detector.id] = detector.step(states[detector.id] ?? detector.begin(), observation, at);
  }
  return { states };
}

/** Asks every detector and fuses the answers. @param at ms since the epoch */
export function judge(ledger: Ledger, at: number): Judged {
  const evidence: Evidence[] = [];
  for (const detector of detectors) {
    const said = detector.judge(ledger.states[detector.id] ?? detector.begin(), at);
    if (said) evidence.push({ ...said, weight: Math.min(said.weight, detector.ceiling) });
  }
  evidence.sort((a, b) => b.weight - a.weight);
  return { evidence, verdict: fuse(evidence) };
}
