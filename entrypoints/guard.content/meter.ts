// Adds up how busy one worker is, in windows of the wall clock, and reports a window when it ends. It counts time
// inside wasm exports and inside callbacks; under contention this is an upper bound of the CPU time.
import { native } from './natives.ts';
import type { Place } from './place.ts';

const WINDOW_MS = 1_000;
/** Windows less busy than this are not worth a message. */
const QUIET_SHARE = 0.1;

export class Meter {
  /** True while an outermost export runs: nested calls are part of it. */
  inExport = false;
  #wasmMs = 0;
  #callbackMs = 0;
  #startedAt = native.now();
  readonly #place: Place;
  readonly #workerId: string;

  constructor(place: Place, workerId: string) {
    this.#place = place;
    this.#workerId = workerId;
    // Ends windows while the worker rests; a busy worker ends them itself, from inside its calls.
    native.setInterval(() => this.#endIfDue(), WINDOW_MS);
  }

  addWasm(spentMs: number): void {
    this.#wasmMs += spentMs;
    this.#endIfDue();
  }

  addCallback(spentMs: number): void {
    this.#callbackMs += spentMs;
    this.#endIfDue();
  }

  #endIfDue(): void {
    const now = native.now();
    const windowMs = now - this.#startedAt;
    if (windowMs < WINDOW_MS) return;
    const wasmMs = clamp(this.#wasmMs, windowMs);
    const callbackMs = clamp(this.#callbackMs, windowMs);
    this.#startedAt = now;
    this.#wasmMs = 0;
    this.#callbackMs = 0;
    if (wasmMs + callbackMs < windowMs * QUIET_SHARE) return;
    this.#place.emit({
      kind: 'worker-duty',
      workerId: this.#workerId,
      windowMs: (windowMs + 0.5) | 0,
      wasmMs,
      callbackMs,
    });
  }
}

function clamp(spentMs: number, windowMs: number): number {
  return ((spentMs < windowMs ? spentMs : windowMs) + 0.5) | 0;
}
