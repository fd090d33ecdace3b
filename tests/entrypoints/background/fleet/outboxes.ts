// Test aid: the real outbox and log over one database, with sinks of the test's own, a clock that the test moves and no browser.
import 'fake-indexeddb/auto';
import { formats } from '../../../../core/fleet/formats.ts';
import { sinkShape, type Sink } from '../../../../core/policy/sink.ts';
import type { SinkInUse } from '../../../../entrypoints/background/services/fleet/attempt.ts';
import { DiagnosticCounters } from '../../../../entrypoints/background/services/diagnostics.ts';
import { Outbox } from '../../../../entrypoints/background/services/fleet/outbox.ts';
import { openIncidentStore } from '../../../../entrypoints/background/store/incident-store.ts';
import { leavingFrom } from '../../../../entrypoints/background/store/leave.ts';
import { openOutboxStore } from '../../../../entrypoints/background/store/outbox-store.ts';

export const BATCH_MS = 10_000;
let opened = 0;

export function newName(): string {
  return `assay-fleet-${++opened}`;
}

/** As the policy would give it. */
export function sinkAt(address: string, changes: Partial<Sink> = {}): SinkInUse {
  const sink = sinkShape.schema.parse({ name: 'soc', format: 'ndjson', address, ...changes });
  const origin = {
    ...{ deviceId: 'd', deviceLabel: 'PC-1', deviceTags: [], user: null, engineVersion: '0.5.0' },
    ...{ browser: { name: 'Chromium', version: '156' }, os: 'linux' },
  };
  return {
    ...{ name: sink.name, sink, secret: null, format: formats[sink.format] },
    ...{
      origin: () => Promise.resolve(origin),
      configuration: Promise.resolve(JSON.stringify(sink)),
    },
  };
}

export interface Box {
  readonly outbox: Outbox;
  readonly store: ReturnType<typeof openOutboxStore>;
  readonly log: ReturnType<typeof openIncidentStore>;
  readonly diagnostics: DiagnosticCounters;
  sinks: readonly SinkInUse[];
  bound: { mostBytes: number; notBefore: number };
  /** When the outbox wants to run again; null: nothing waits. */
  wake: number | null;
}

/** A background that starts; several of one name one after the other are restarts. */
export function openBox(name: string, sinks: readonly SinkInUse[]): Box {
  const diagnostics = new DiagnosticCounters();
  const store = openOutboxStore(name);
  const outbox = new Outbox({
    store,
    sinks: () => box.sinks,
    bound: () => box.bound,
    batchMs: () => BATCH_MS,
    wakeAt: (at) => (box.wake = at),
    alone: (_name, work) => work(),
    diagnostics,
  });
  const box: Box = {
    ...{ outbox, store, diagnostics, sinks, wake: null },
    log: openIncidentStore(name, () => leavingFrom(Date.now(), BATCH_MS)),
    bound: { mostBytes: 50_000_000, notBefore: 0 },
  };
  return box;
}

/** Runs until nothing waits, moving the clock from wake to wake. @param move moves it */
export async function runDry(
  box: Box,
  move: (at: number) => void,
  mostRuns = 10_000,
): Promise<void> {
  for (let runs = 0; runs < mostRuns; runs++) {
    await box.outbox.run();
    await box.outbox.settled();
    const { queue, pending, nextDueAt } = await box.store.totals();
    if (queue.events === 0 && pending === 0) return;
    move(Math.max(Date.now() + 1, box.wake ?? nextDueAt ?? 0));
  }
  throw new Error('something still waits');
}
