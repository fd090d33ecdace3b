// How observations leave the page: as text through a private node that only the bridge knows, or, from a worker,
// through a private port to the guard that made it. Bounded: what does not fit is counted, never queued for ever.
import { MAX_OBSERVATION_CHARS } from '../../core/protocol/frame.ts';
import type { PageObservation } from '../../core/protocol/observation.ts';
import { native } from './natives.ts';
import { answerOf, count, guarded, health, onHealth } from './wrap.ts';

export type Send = (text: string) => void;

/** Observations kept while no bridge answered yet. */
const MAX_WAITING = 100;
const HEALTH_EVERY_MS = 5_000;
/**
 * The bridge passes on so many of a frame and no more: a page that causes one kind without end must not crowd out the
 * others. So many of a kind go at once, then so many a second.
 */
const BURST_OF_KIND = 100;
const PER_SECOND_OF_KIND = 8;
/** Where the kind stands in the text of an observation: `{"kind":"duty-measured",…`. */
const KIND_FROM = 9;
const KIND_TO = 18;

export class Outbox {
  #send: Send | null = null;
  #waiting: string[] = [];
  #healthTimer = false;
  /** Kind -> how many may go, and when that was counted. */
  readonly #left = new Map<string, { tokens: number; at: number }>();

  constructor() {
    onHealth(() => this.#reportHealthSoon());
  }

  /** Reports one fact. Never throws. */
  readonly emit = (observation: PageObservation): void => {
    guarded('emit', () => this.#emit(observation), undefined);
  };

  /** Takes text that another guard (in a worker) already wrote. */
  readonly relay: Send = (text) => {
    guarded('relay', () => this.#relay(text), undefined);
  };

  #relay(text: string): void {
    if (!this.#isAllowed(text.slice(KIND_FROM, KIND_TO))) count('observations dropped: too many');
    else if (this.#send) this.#send(text);
    else if (this.#waiting.length < MAX_WAITING) this.#waiting[this.#waiting.length] = text;
    else count('observations dropped: no bridge');
  }

  #isAllowed(kind: string): boolean {
    const at = native.now();
    const known = this.#left.get(kind);
    const gained = known ? ((at - known.at) / 1_000) * PER_SECOND_OF_KIND : BURST_OF_KIND;
    const tokens = Math.min(BURST_OF_KIND, (known?.tokens ?? 0) + gained);
    this.#left.set(kind, { tokens: tokens < 1 ? tokens : tokens - 1, at });
    return tokens >= 1;
  }

  /** The way out is known now: everything that waited goes first. */
  open(send: Send): void {
    this.#send = send;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (let index = 0; index < waiting.length; index++) send(waiting[index] as string);
  }

  #emit(observation: PageObservation): void {
    const text = native.stringify(observation);
    if (text.length > MAX_OBSERVATION_CHARS) count('observations dropped: too long');
    else this.relay(text);
  }

  /** Counters go out a while after something happened, not on a clock: an idle page stays idle. */
  #reportHealthSoon(): void {
    if (this.#healthTimer) return;
    this.#healthTimer = true;
    const report = (): void => {
      this.#healthTimer = false;
      guarded('health', () => this.#reportHealth(), undefined);
    };
    // A document that its frame has left has no timers any more.
    answerOf(() => native.setTimeout(report, HEALTH_EVERY_MS));
  }

  #reportHealth(): void {
    if (health.size === 0) return;
    const counters = Object.fromEntries(health);
    health.clear();
    this.#emit({ kind: 'guard-health', counters });
  }
}
