// Notices workers that do not answer any more. Each worker's guard answers a ping as soon as its thread is free; one that
// never yields, or sleeps, does not. Only workers that the page has set to work are asked: an idle page stays idle.
import { native } from './natives.ts';
import type { Place } from './place.ts';
import { guarded } from './wrap.ts';

/** What a worker's guard sends beside its observations, which are text, and `null` for a script that was loaded. */
export const PONG = 0;
export const PARKED = 1;
export const WOKE = 2;
/** What is sent to it, beside whether it refuses anything. */
export const PING = 0;

const LOOK_EVERY_MS = 2_000;
/** A worker that has answered is asked again when it was given work, else only so often. */
const ASK_IDLE_EVERY_MS = 30_000;

interface Pulse {
  readonly workerId: string;
  readonly ping: () => void;
  heardAt: number;
  /** When it was asked last, or null once it answered. */
  askedAt: number | null;
  parked: boolean;
  given: boolean;
}

export interface Beat {
  /** The worker spoke: a pong, an observation, or that it falls asleep. */
  readonly heard: (parked: boolean) => void;
  /** The page sent it a message. */
  readonly given: () => void;
  readonly ended: () => void;
}

/** The workers of one realm. */
export class Pulses {
  readonly #pulses = new Set<Pulse>();
  readonly #place: Place;
  /** When it is looked next. */
  #dueAt = Infinity;

  constructor(place: Place) {
    this.#place = place;
  }

  /** @param ping asks the worker's guard for an answer */
  follow(workerId: string, ping: () => void): Beat {
    const heardAt = native.now();
    const pulse: Pulse = { workerId, ping, heardAt, askedAt: null, parked: false, given: true };
    this.#pulses.add(pulse);
    this.#lookIn(LOOK_EVERY_MS);
    return {
      heard: (parked) => {
        pulse.heardAt = native.now();
        pulse.askedAt = null;
        pulse.parked = parked;
      },
      given: () => {
        if (pulse.given) return;
        pulse.given = true;
        this.#lookIn(LOOK_EVERY_MS);
      },
      ended: () => {
        this.#pulses.delete(pulse);
      },
    };
  }

  #lookIn(delayMs: number): void {
    const dueAt = native.now() + delayMs;
    if (dueAt >= this.#dueAt) return;
    this.#dueAt = dueAt;
    native.setTimeout(() => {
      if (native.now() >= this.#dueAt) guarded('pulse', () => this.#lookAtAll(), undefined);
    }, delayMs);
  }

  #lookAtAll(): void {
    this.#dueAt = Infinity;
    const soon = [...this.#pulses].map((pulse) => this.#look(pulse));
    if (soon.length > 0) this.#lookIn(soon.includes(true) ? LOOK_EVERY_MS : ASK_IDLE_EVERY_MS);
  }

  /** @returns whether it must be looked at again soon */
  #look(pulse: Pulse): boolean {
    const now = native.now();
    if (pulse.askedAt !== null) {
      const silentMs = Math.round(now - pulse.heardAt);
      const { workerId, parked } = pulse;
      this.#place.emit({ kind: 'worker-silent', workerId, silentMs, parked });
      return true;
    }
    const isDue = pulse.given || now - pulse.heardAt > ASK_IDLE_EVERY_MS;
    if (!isDue) return false;
    pulse.given = false;
    pulse.askedAt = now;
    pulse.ping();
    return true;
  }
}
