// Brings events to the sinks: in their order, at least once, never the same sink twice at a time. What is known of each sink is
// written before the next attempt, so that a background that is ended goes on where it was. It knows neither the browser's API nor
// the policy: what it needs of both comes in, and the simulation drives this same code.
import { LONGEST_SILENCE_MS } from '../../../../core/fleet/backoff.ts';
import {
  freshSink,
  isSilent,
  reconfigured,
  type SinkState,
} from '../../../../core/fleet/sink-state.ts';
import type { Make, OutboxStore, Totals } from '../../store/outbox-store.ts';
import type { QueueBound } from '../../store/room.ts';
import type { DiagnosticCounters } from '../diagnostics.ts';
import { attempt, type SinkInUse } from './attempt.ts';

const REST_MS = 60_000;
/** Where somebody else sends for a sink, there is no use in asking at once. */
const LEAST_WAIT_MS = 1_000;

export interface OutboxNeeds {
  readonly store: OutboxStore;
  /** All sinks of the policy; empty where nothing leaves. */
  readonly sinks: () => readonly SinkInUse[];
  readonly bound: () => QueueBound;
  /** How long events wait for others, ms. */
  readonly batchMs: () => number;
  /** Calls for the next run, at the latest then; ms since the epoch. Null: nothing waits. */
  readonly wakeAt: (at: number | null) => void;
  /** Runs work alone in this browser; leaves it undone where somebody else does it. */
  readonly alone: (name: string, work: () => Promise<void>) => Promise<void>;
  readonly diagnostics: Pick<DiagnosticCounters, 'count'>;
}

export class Outbox {
  readonly #needs: OutboxNeeds;
  /** Null until the disk was asked. */
  #states: Map<string, SinkState> | null = null;
  readonly #draining = new Map<string, Promise<void>>();
  #running: Promise<void> | null = null;
  #again = false;

  constructor(needs: OutboxNeeds) {
    this.#needs = needs;
  }

  /** Numbers what is due and sends what waits. Never rejects; resolves when nothing is left to do now. */
  run(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#runs().finally(() => (this.#running = null));
    return this.#running;
  }

  /** Puts an event of our own into the queue and sends it with what waits. */
  async add(make: Make): Promise<void> {
    await this.#needs.store.add(Date.now(), make);
    await this.run();
  }

  /** Every sink is tried at once, whatever happened before. */
  async tryNow(): Promise<void> {
    // What is under way may fail yet, for what was so before.
    await this.settled();
    const states = await this.#known();
    for (const [name, state] of states)
      states.set(name, { ...state, notBefore: 0, refusalsInRow: 0 });
    await this.run();
  }

  /** Resolves when all attempts that were begun are over. */
  async settled(): Promise<void> {
    await this.#running;
    await Promise.all(this.#draining.values());
  }

  async states(): Promise<SinkState[]> {
    return [...(await this.#known()).values()];
  }

  async #runs(): Promise<void> {
    try {
      do await this.#once();
      while (this.#isWanted());
    } catch {
      this.#needs.diagnostics.count('looks at the queue that failed');
      this.#needs.wakeAt(Date.now() + REST_MS);
    }
  }

  /** Whether somebody asked meanwhile. */
  #isWanted(): boolean {
    const isWanted = this.#again;
    this.#again = false;
    return isWanted;
  }

  async #once(): Promise<void> {
    const { store, sinks, bound, batchMs, diagnostics } = this.#needs;
    if (sinks().length === 0) return;
    await this.#adopt();
    for (let more = true; more;) {
      const { numbered, dropped } = await store.number(Date.now(), batchMs(), bound());
      diagnostics.count('events dropped before they were sent', dropped);
      more = numbered > 0;
    }
    for (const sink of sinks()) this.#drain(sink);
    await this.#plan();
  }

  /** Takes sinks of the policy up, and lets those go that are gone. */
  async #adopt(): Promise<void> {
    const states = await this.#known();
    const named = this.#needs
      .sinks()
      .map(async ({ name, configuration }) => [name, await configuration] as const);
    const sinks = await Promise.all(named);
    const isSame =
      states.size === sinks.length &&
      sinks.every(([name, configuration]) => states.get(name)?.configuration === configuration);
    if (isSame) return;
    const adopted = sinks.map(([name, configuration]) => {
      const known = states.get(name);
      return known ? reconfigured(known, configuration) : freshSink(name, 0, configuration);
    });
    await this.#needs.store.keepSinks(adopted);
    this.#states = new Map(adopted.map((state) => [state.name, state]));
  }

  async #known(): Promise<Map<string, SinkState>> {
    this.#states ??= new Map((await this.#needs.store.sinks()).map((state) => [state.name, state]));
    return this.#states;
  }

  #drain(sink: SinkInUse): void {
    if (this.#draining.has(sink.name)) return;
    const work = async (): Promise<void> => {
      while (await this.#attempt(sink.name));
    };
    const drained = this.#needs
      .alone(`assay sink ${sink.name}`, work)
      .catch(() => this.#rest(sink.name))
      .finally(() => {
        this.#draining.delete(sink.name);
        void this.#plan().catch(() =>
          this.#needs.diagnostics.count('looks at the queue that failed'),
        );
      });
    this.#draining.set(sink.name, drained);
  }

  /** What went wrong is ours, as when the disk takes nothing: not at once again. */
  #rest(name: string): void {
    this.#needs.diagnostics.count('attempts to send that failed by themselves');
    const state = this.#states?.get(name);
    if (state) this.#states?.set(name, { ...state, notBefore: Date.now() + REST_MS });
  }

  /** @returns whether another one may follow at once */
  async #attempt(name: string): Promise<boolean> {
    const { store, sinks } = this.#needs;
    const sink = sinks().find((one) => one.name === name);
    const state = this.#states?.get(name);
    if (!sink || !state || isSilent(state, Date.now(), LONGEST_SILENCE_MS)) return false;
    const progress = await attempt(sink, state, store);
    if (!progress) return false;
    const names = sinks().map((one) => one.name);
    await store.progress(progress, names);
    // The policy may have taken the sink away, or changed it, meanwhile.
    const present = this.#states?.get(name);
    if (present?.configuration !== state.configuration) return false;
    this.#states?.set(name, progress.state);
    return progress.state.notBefore <= Date.now();
  }

  async #plan(): Promise<void> {
    const totals = await this.#needs.store.totals();
    this.#needs.wakeAt(nextWake(totals, [...(this.#states?.values() ?? [])], this.#draining));
  }
}

/** The first moment at which there is something to do; null when nothing waits. */
function nextWake(
  { queue, nextDueAt }: Totals,
  states: readonly SinkState[],
  draining: ReadonlyMap<string, unknown>,
): number | null {
  const waiting = states
    .filter(({ name, cursor }) => cursor < queue.nextSeq - 1 && !draining.has(name))
    .map(({ notBefore }) => notBefore);
  const all = [...waiting, ...(nextDueAt === null ? [] : [nextDueAt])];
  return all.length === 0 ? null : Math.max(Date.now() + LEAST_WAIT_MS, Math.min(...all));
}
