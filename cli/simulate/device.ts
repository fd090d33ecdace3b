// One browser of a simulation: the log, the outbox and the formats as the extension has them, over a database in memory; only the
// browser around them is missing.
import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { waitBeforeTelling } from '../../core/fleet/backoff.ts';
import type { FleetEvent } from '../../core/fleet/event.ts';
import { formats } from '../../core/fleet/formats.ts';
import type { Incident } from '../../core/incident/incident.ts';
import type { Sink } from '../../core/policy/sink.ts';
import type { DiagnosticCounters } from '../../entrypoints/background/services/diagnostics.ts';
import type { SinkInUse } from '../../entrypoints/background/services/fleet/attempt.ts';
import { Outbox } from '../../entrypoints/background/services/fleet/outbox.ts';
import { openIncidentStore } from '../../entrypoints/background/store/incident-store.ts';
import { leavingFrom } from '../../entrypoints/background/store/leave.ts';
import { openOutboxStore } from '../../entrypoints/background/store/outbox-store.ts';

const QUEUE_BOUND = { mostBytes: 10_000_000_000, notBefore: 0 };

/** What all browsers of a simulation share. */
export interface Surroundings {
  readonly sink: Sink;
  readonly token: string;
  readonly batchMs: number;
  /** Told of events that the sink has taken. */
  readonly delivered: (events: readonly FleetEvent[]) => void;
  readonly diagnostics: DiagnosticCounters;
}

export class Device {
  readonly #store: ReturnType<typeof openOutboxStore>;
  readonly #log: ReturnType<typeof openIncidentStore>;
  readonly #outbox: Outbox;
  readonly #batchMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #nextLook = Infinity;

  constructor(name: string, { sink, token, batchMs, delivered, diagnostics }: Surroundings) {
    this.#batchMs = batchMs;
    this.#store = openOutboxStore(name);
    this.#log = openIncidentStore(name, () => leavingFrom(Date.now(), batchMs));
    const inUse = sinkInUse(name, sink, token, delivered);
    this.#outbox = new Outbox({
      store: this.#store,
      sinks: () => [inUse],
      bound: () => QUEUE_BOUND,
      batchMs: () => batchMs,
      wakeAt: (at) => this.#wakeAt(at),
      alone: (_name, work) => work(),
      diagnostics,
    });
  }

  /** Writes incidents into the log, as new ones; they leave when they are due. */
  async note(incidents: readonly Incident[]): Promise<void> {
    await this.#log.put(incidents.map((incident) => ({ incident, mergeKey: randomUUID() })));
    const due = Date.now() + this.#batchMs;
    if (due < this.#nextLook) this.#wakeAt(due);
  }

  /** Numbers what waits as if it had been due, without sending it. */
  async queueUp(): Promise<void> {
    while ((await this.#store.number(Date.now(), this.#batchMs, QUEUE_BOUND)).numbered > 0);
  }

  /** Looks at the queue now, as a background that starts. */
  run(): Promise<void> {
    return this.#outbox.run();
  }

  /** Tells of a policy that has come, as the extension does: not at the same moment as all others. */
  async policyCame(policyHash: string): Promise<void> {
    const waitMs = waitBeforeTelling(this.#batchMs, Math.random());
    await new Promise((done) => setTimeout(done, waitMs));
    await this.#outbox.add((_tally, { policy }) => ({
      event: {
        ...{ kind: 'policy-changed', severity: 'informational' },
        change: {
          ...{ policyHash, previousHash: policy?.hash ?? '', isManaged: true, mode: 'block' },
          ...{ changedKeys: ['mode', 'fleetSinks'], ignoredKeys: 0 },
        },
      },
      policy: { hash: policyHash, keys: {} },
    }));
  }

  /** Events that wait, those that were refused included. */
  async waiting(): Promise<number> {
    const { queue, pending, parked } = await this.#store.totals();
    return queue.events + pending + parked;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #wakeAt(at: number | null): void {
    clearTimeout(this.#timer);
    this.#nextLook = at ?? Infinity;
    if (at === null) return;
    this.#timer = setTimeout(() => void this.run(), Math.max(0, at - Date.now()));
  }
}

function sinkInUse(
  deviceId: string,
  sink: Sink,
  token: string,
  delivered: Surroundings['delivered'],
): SinkInUse {
  const format = formats[sink.format];
  const origin = {
    ...{ deviceId, deviceLabel: deviceId, deviceTags: ['simulated'], user: null },
    ...{ engineVersion: '0.0.0', browser: { name: 'Chromium', version: '156' }, os: 'linux' },
  };
  return {
    ...{ name: sink.name, sink, configuration: Promise.resolve('simulated') },
    secret: token === '' ? null : { sink: sink.name, token, hashKey: '' },
    origin: () => Promise.resolve(origin),
    format: {
      ...format,
      receipt(batch, body) {
        const receipt = format.receipt(batch, body);
        const { later, refused, unnamed } = receipt;
        if (!unnamed)
          delivered(batch.events.filter(({ id }) => !later.has(id) && !refused.has(id)));
        return receipt;
      },
    },
  };
}
