// What a simulation measures: which events were delivered when, what went over the wire, and what that took of the processor.
import diagnosticsChannel from 'node:diagnostics_channel';
import process from 'node:process';
import type { FleetEvent } from '../../core/fleet/event.ts';
import { DiagnosticCounters } from '../../entrypoints/background/services/diagnostics.ts';

/** A part of the simulation. Its events are those that were made in it. */
export interface Phase {
  readonly name: string;
  readonly events: number;
  /** From its begin until its last event was delivered. */
  readonly seconds: number;
  readonly requests: number;
  /** In one second, at most. */
  readonly mostRequests: number;
  /** Bodies of all requests, gzipped, attempts that failed included. */
  readonly bytes: number;
  /** From when an event was made, or the phase began, until it was delivered, ms. Sorted. */
  readonly delays: readonly number[];
  /** Processor time over time: 1 is one core. */
  readonly cores: number;
}

export class Figures {
  /** Events that were made, and those that were delivered. */
  made = 0;
  readonly delivered = new Set<string>();
  /** What went wrong in the outboxes, as they count it. */
  readonly diagnostics = new DiagnosticCounters();
  #delays: number[] = [];
  #requests: { at: number; bytes: number }[] = [];
  #startedAt = Date.now();
  #lastAt = 0;

  constructor() {
    diagnosticsChannel.subscribe('undici:request:create', (message) => {
      const { request } = message as { request: { contentLength: number | null } };
      this.#requests.push({ at: Date.now(), bytes: request.contentLength ?? 0 });
    });
  }

  readonly note = (events: readonly FleetEvent[]): void => {
    const at = Date.now();
    for (const { id } of events) {
      if (this.delivered.has(id)) continue;
      this.delivered.add(id);
      this.#delays.push(at - Math.max(timeOf(id), this.#startedAt));
    }
    this.#lastAt = at;
  };

  /** @param work resolves when all that it made is delivered */
  async phase(name: string, work: () => Promise<void>): Promise<Phase> {
    [this.#delays, this.#requests, this.#startedAt] = [[], [], Date.now()];
    const before = process.cpuUsage();
    const deliveredBefore = this.delivered.size;
    await work();
    const { user, system } = process.cpuUsage(before);
    const elapsedMs = Date.now() - this.#startedAt;
    return {
      ...{ name, events: this.delivered.size - deliveredBefore },
      seconds: Math.max(0, this.#lastAt - this.#startedAt) / 1_000,
      ...{ requests: this.#requests.length, mostRequests: mostInASecond(this.#requests) },
      bytes: this.#requests.reduce((sum, { bytes }) => sum + bytes, 0),
      delays: this.#delays.toSorted((a, b) => a - b),
      cores: (user + system) / 1_000 / elapsedMs,
    };
  }
}

/** When an event was made: the time in its id, UUIDv7, ms since the epoch. */
function timeOf(id: string): number {
  return parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

function mostInASecond(requests: readonly { readonly at: number }[]): number {
  const counts = new Map<number, number>();
  for (const { at } of requests) {
    const second = Math.floor(at / 1_000);
    counts.set(second, (counts.get(second) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

/** @param sorted ascending @param share from 0 to 1 @returns NaN for none */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
