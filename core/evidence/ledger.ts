// The ledgers of one tab: for each origin of its frames the state of every detector since the document was opened, and
// the verdict that follows. One origin's evidence must never weigh on another's: a frame could get the honest workers of
// its host page stopped. Pure and plain data, so that it survives the end of the background.
import { detectors } from '../detect/registry.ts';
import type { Observation } from '../protocol/observation.ts';
import type { Evidence, Verdict, VerdictLevel } from './evidence.ts';
import { DEFAULT_THRESHOLDS, fuse, type Thresholds } from './fuse.ts';

export interface Ledger {
  /** Detector id -> its state. */
  readonly states: Readonly<Record<string, unknown>>;
}

/** Key of an origin (`ledgerKey`) -> its ledger. */
export type Ledgers = Readonly<Record<string, Ledger>>;

/** Requests to listed hosts are the main document's: the browser saw them, whichever frame asked. */
export const LISTED_KEY = '';
/** Where origins beyond the bound meet. */
const SHARED_KEY = 'other origins';
/** Origins with a ledger of their own. */
const MAX_ORIGINS = 50;

export interface Judged {
  readonly evidence: readonly Evidence[];
  readonly verdict: Verdict;
  /** By which a part of the evidence is judged in the same way; the shipped ones where none are named. */
  readonly thresholds?: Thresholds;
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

/** By what a verdict is made. */
export interface Criteria extends Thresholds {
  /** Ids of detectors that do not count. */
  readonly disabledDetectors?: readonly string[];
}

/** Asks every detector and fuses the answers. @param at ms since the epoch */
export function judge(
  ledger: Ledger,
  at: number,
  { disabledDetectors = [], ...thresholds }: Criteria = DEFAULT_THRESHOLDS,
): Judged {
  const evidence: Evidence[] = [];
  for (const detector of detectors) {
    if (disabledDetectors.includes(detector.id)) continue;
    const said = detector.judge(ledger.states[detector.id] ?? detector.begin(), at);
    if (said) evidence.push({ ...said, weight: Math.min(said.weight, detector.ceiling) });
  }
  evidence.sort((a, b) => b.weight - a.weight);
  return { evidence, verdict: fuse(evidence, thresholds), thresholds };
}

/**
 * Under which key a frame's evidence is kept. Frames with an opaque origin (sandboxed) share nothing with each other.
 * @param origin as the browser says; `null` for an opaque one
 */
export function ledgerKey(origin: string, frameId: number): string {
  return origin === 'null' ? `null ${frameId}` : origin;
}

/** Enters one observation into the ledger of its key. @returns all ledgers, and the one that changed */
export function enterOf(
  ledgers: Ledgers,
  key: string,
  observation: Observation,
  at: number,
): { readonly ledgers: Ledgers; readonly ledger: Ledger } {
  const full = Object.keys(ledgers).length >= MAX_ORIGINS;
  const own = Object.hasOwn(ledgers, key) || key === LISTED_KEY || !full ? key : SHARED_KEY;
  const before = Object.hasOwn(ledgers, own) ? ledgers[own] : undefined;
  const ledger = enter(before ?? emptyLedger(), observation, at);
  return { ledgers: { ...ledgers, [own]: ledger }, ledger };
}

const RISING: readonly VerdictLevel[] = ['clear', 'suspected', 'confirmed'];

/** The tab as a whole, for people: the highest level of all ledgers, and what all of them say, strongest first. */
export function overview(
  ledgers: Ledgers,
  at: number,
  criteria: Criteria = DEFAULT_THRESHOLDS,
): { readonly level: VerdictLevel; readonly sentences: readonly string[] } {
  const judged = Object.values(ledgers).map((ledger) => judge(ledger, at, criteria));
  const levels = judged.map(({ verdict }) => RISING.indexOf(verdict.level));
  const evidence = judged.flatMap((one) => one.evidence).sort((a, b) => b.weight - a.weight);
  return {
    level: RISING[Math.max(0, ...levels)] ?? 'clear',
    sentences: [...new Set(evidence.map(({ sentence }) => sentence))],
  };
}
