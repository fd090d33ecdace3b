// The fleet as the background runs it: when incidents leave, when the queue is looked at, and when the browser tells of itself. The
// browser ends the background after 30 s of rest: what is due later is an alarm.
import browser from 'webextension-polyfill';
import { waitBeforeTelling } from '../../../../core/fleet/backoff.ts';
import type { Leaving } from '../../../../core/fleet/pending.ts';
import { MOST_IN_BATCH, type SinkState } from '../../../../core/fleet/sink-state.ts';
import type { FleetSink, FleetState } from '../../../../core/protocol/questions.ts';
import { leavingFrom } from '../../store/leave.ts';
import type { OutboxStore } from '../../store/outbox-store.ts';
import type { DiagnosticCounters } from '../diagnostics.ts';
import { inForce } from '../in-force.ts';
import type { PolicyStore } from '../policy.ts';
import type { Services } from '../services.ts';
import type { SinkInUse } from './attempt.ts';
import { heartbeat, policyChange, SPREAD } from './health.ts';
import { Outbox } from './outbox.ts';
import { mayLeave, sinksInUse } from './sinks-in-use.ts';

const QUEUE_ALARM = 'look at the queue';
const HEARTBEAT_ALARM = 'heartbeat';
/** Within it a timer is exact enough, and the background lives on. */
const TIMER_MS = 25_000;
const DAY_MS = 86_400_000;
/** Shown of what was refused for good. */
const MOST_REFUSALS = 20;
/** After a start heartbeats come within so many minutes, not all at once. */
const FIRST_HEARTBEAT_MINUTES = 5;

export class Fleet {
  readonly store: OutboxStore;
  readonly outbox: Outbox;
  readonly #policy: PolicyStore;
  readonly #diagnostics: DiagnosticCounters;
  #sinks: readonly SinkInUse[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the queue is looked at next, ms since the epoch. */
  #nextLook = Infinity;
  /** Changes of the log since a look was planned. */
  #noted = 0;

  constructor(store: OutboxStore, policy: PolicyStore, diagnostics: DiagnosticCounters) {
    this.store = store;
    this.#policy = policy;
    this.#diagnostics = diagnostics;
    this.outbox = new Outbox({
      store,
      sinks: () => this.#sinks,
      bound: () => boundOf(policy),
      batchMs: () => policy.current.fleetBatchSeconds * 1_000,
      wakeAt: (at) => this.#wakeAt(at),
      alone,
      diagnostics,
    });
  }

  /** When an incident that is written now is to leave; null where nothing leaves. */
  readonly leaving = (): Leaving | null => {
    if (this.#sinks.length === 0) return null;
    return leavingFrom(Date.now(), this.#policy.current.fleetBatchSeconds * 1_000);
  };

  /** The log has changed: what is new leaves with the next look, and at once where a batch is full. */
  noted(): void {
    if (this.#sinks.length === 0) return;
    if (++this.#noted >= MOST_IN_BATCH) this.#wakeAt(Date.now());
    const at = Date.now() + this.#policy.current.fleetBatchSeconds * 1_000;
    if (this.#nextLook > at || this.#nextLook < Date.now()) this.#wakeAt(at);
  }

  /** Registers what it listens to. Call it in the first turn. */
  start(services: Services): void {
    browser.alarms.onAlarm.addListener(({ name }) => {
      if (name === QUEUE_ALARM) void this.#policy.ready.then(() => this.outbox.run());
      if (name === HEARTBEAT_ALARM) void this.#beat(services);
    });
    globalThis.addEventListener('online', () => void this.outbox.run());
    this.#policy.onKnown(() => void this.#policyChanged(services));
  }

  async state(): Promise<FleetState> {
    await this.#policy.ready;
    const [totals, states, refusals] = await Promise.all([
      this.store.totals(),
      this.outbox.states(),
      this.store.parked(MOST_REFUSALS),
    ]);
    return {
      isOn: this.#sinks.length > 0,
      deviceId: totals.queue.deviceId,
      waiting: totals.queue.events + totals.pending,
      sizeBytes: totals.queue.sizeBytes,
      oldestAt: totals.oldestAt ?? (totals.pending > 0 ? Date.now() : null),
      sinks: this.#sinks.map((inUse) => shownSink(inUse, states)),
      parked: totals.parked,
      refusals: refusals.map(({ sink, at, why }) => ({ sink, at, why })),
    };
  }

  /** @param again puts what was refused for good into the queue once more */
  async tryNow(again: boolean): Promise<FleetState> {
    if (again) await this.store.unpark();
    await this.outbox.tryNow();
    await this.outbox.settled();
    return this.state();
  }

  async #policyChanged(services: Services): Promise<void> {
    const { current } = this.#policy;
    const before = this.#sinks;
    this.#sinks = sinksInUse(current, () => this.store.deviceId());
    if (!mayLeave(current)) {
      await browser.alarms.clear(HEARTBEAT_ALARM);
      return;
    }
    try {
      if (before.length === 0) await this.#begin();
      // Ended meanwhile, the background tells of it when it starts again.
      const waitMs = waitBeforeTelling(current.fleetBatchSeconds * 1_000, Math.random());
      await new Promise((done) => setTimeout(done, waitMs));
      if (this.#sinks.length === 0) return;
      const now = await inForce(services);
      await this.outbox.add(await policyChange(this.#policy.current, now));
      await this.#scheduleHeartbeat(false);
    } catch {
      this.#diagnostics.count('reports of health that failed');
    }
  }

  /** What the log has of the last day leaves as well: at a first start incidents come before the policy does. */
  async #begin(): Promise<void> {
    const { queue } = await this.store.totals();
    if (queue.policy === null) await this.store.leaveSince(Date.now() - DAY_MS, Date.now());
  }

  async #beat(services: Services): Promise<void> {
    await this.#policy.ready;
    const { current } = this.#policy;
    if (!mayLeave(current) || current.heartbeatMinutes === 0) return;
    try {
      const [now, totals] = await Promise.all([inForce(services), this.store.totals()]);
      const states = await this.outbox.states();
      await this.outbox.add(heartbeat(current, now, totals, states));
    } catch {
      this.#diagnostics.count('reports of health that failed');
    }
    await this.#scheduleHeartbeat(true);
  }

  /** @param isNext true when one was just sent */
  async #scheduleHeartbeat(isNext: boolean): Promise<void> {
    const { heartbeatMinutes } = this.#policy.current;
    if (heartbeatMinutes === 0) {
      await browser.alarms.clear(HEARTBEAT_ALARM);
      return;
    }
    if (!isNext && (await browser.alarms.get(HEARTBEAT_ALARM))) return;
    const first = Math.min(FIRST_HEARTBEAT_MINUTES, heartbeatMinutes) * Math.random();
    const next = heartbeatMinutes * (1 + SPREAD * (2 * Math.random() - 1));
    await browser.alarms.create(HEARTBEAT_ALARM, { delayInMinutes: isNext ? next : first });
  }

  #wakeAt(at: number | null): void {
    clearTimeout(this.#timer);
    this.#noted = 0;
    this.#nextLook = at ?? Infinity;
    if (at === null) {
      void browser.alarms.clear(QUEUE_ALARM);
      return;
    }
    const waitMs = Math.max(0, at - Date.now());
    if (waitMs <= TIMER_MS) this.#timer = setTimeout(() => void this.outbox.run(), waitMs);
    // Also behind a timer: the background may be ended before.
    void browser.alarms.create(QUEUE_ALARM, { when: Math.max(at, Date.now() + 30_000) });
  }
}

function shownSink({ sink }: SinkInUse, states: readonly SinkState[]): FleetSink {
  const { name, format, address } = sink;
  const state = states.find((one) => one.name === name);
  const isWaiting = state !== undefined && state.notBefore > Date.now();
  return {
    ...{ name, format, address, taken: state?.taken ?? 0, takenAt: state?.takenAt ?? null },
    problem: state?.problem?.why ?? '',
    nextAt: isWaiting ? state.notBefore : null,
  };
}

function boundOf({ current }: PolicyStore): { mostBytes: number; notBefore: number } {
  return {
    mostBytes: current.fleetQueueMegabytes * 1_000_000,
    notBefore: Date.now() - current.fleetQueueDays * DAY_MS,
  };
}

/** Two backgrounds can be there for a moment, as in an update: only one sends. */
async function alone(name: string, work: () => Promise<void>): Promise<void> {
  await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
  });
}
