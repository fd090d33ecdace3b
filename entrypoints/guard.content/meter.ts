// Adds up how busy one thread is, in windows of the wall clock, and reports a window when it ends. Under contention that is
// an upper bound of its CPU time. What it counts: time inside wasm exports, callbacks with what they leave to be done at
// once, long tasks, and time asleep in `Atomics.wait`, which is none of work (docs/decisions/015-duty.md).
import { getterOf, native, platform } from './natives.ts';
import type { Place } from './place.ts';
import { attempted } from './wrap.ts';

const WINDOW_MS = 1_000;
/** Windows less busy than this are not worth a message. */
const QUIET_SHARE = 0.08;
/** What callbacks leave behind (microtasks) is measured at most so often. */
const MARK_EVERY_MS = 20;
/** More than this is much. It stays worth a look for so many marks. */
const MUCH_MS = 2;
const MUCH_FOR_MARKS = 32;
/** The clock looks for busy time that no callback explains: often while there is some, else seldom. */
const TICK_MS = 250;
const QUIET_TICK_MS = 1_000;
/** A timer that is later than this found the thread busy. On a machine that is busy with other things it is often 11 ms late. */
const LATE_MS = 16;

/** Clocks of pages go in steps of at most 0.1 ms. Sums of such steps are not quite whole. */
const CLOCK_STEP_MS = 0.15;

export class Meter {
  /** True while an outermost export runs: nested calls are part of it. */
  inExport = false;
  /** Above zero while callbacks leave much to be done at once: then each of them is worth a measurement. */
  leavesMuch = 0;
  #wasmMs = 0;
  /** The same, inside callbacks that are measured. */
  #wasmInsideMs = 0;
  #callbackMs = 0;
  #parkedMs = 0;
  #taskMs = 0;
  /** Busy time that no callback explains, in shares of a tick. */
  #ticks = 0;
  #lateTicks = 0;
  /** In the windows that have ended. */
  #computedMs = 0;
  #startedAt = native.now();
  /** Start of the callback that is measured now. */
  #begunAt = Infinity;
  /** End of the last one. */
  #sampledAt = 0;
  /** End of the last callback that was measured or explained. */
  #explainedUntil = 0;
  #callbacks = 0;
  #markedAt = 0;
  #markedCallbacks = 0;
  #marking = false;
  #leastMarkMs = Infinity;
  #quiet = false;
  #ticking = false;
  readonly #marker = markerOf(() => this.#marked());
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
    if (place.workerId !== null) this.watch();
  }

  /** Looks from now on for busy time that no callback explains: in workers always, in a page once it is worth it. */
  watch(): void {
    if (this.#ticking) return;
    this.#ticking = true;
    // What the ticks say is shared out over their window: it must not reach back to before the first of them.
    const now = native.now();
    this.#endIfDue(now);
    this.#startedAt = now;
    this.#tickIn(TICK_MS);
  }

  /** All that was counted so far, without the calls that are still going on. */
  computedMs(): number {
    return this.#computedMs + most(this.#allWasmMs(), this.#callbackMs);
  }

  /** What is extrapolated from samples can be too much; the callbacks around them were measured whole. */
  #allWasmMs(): number {
    return this.#wasmMs + least(this.#wasmInsideMs, this.#callbackMs);
  }

  addWasm(spentMs: number): void {
    if (this.#begunAt === Infinity) this.#wasmMs += spentMs;
    else this.#wasmInsideMs += spentMs;
    this.#endIfDue(native.now());
  }

  /** A callback begins that `addCallback` ends. */
  beginCallback(startedAt: number): void {
    this.#begunAt = startedAt;
  }

  /** @param weight for how many callbacks it stands */
  addCallback(endedAt: number, weight: number): void {
    this.#callbackMs += stoodFor(endedAt - this.#begunAt, weight, endedAt - this.#sampledAt);
    this.#begunAt = Infinity;
    this.#sampledAt = endedAt;
    this.#callbacks += weight;
    if (endedAt > this.#explainedUntil) this.#explainedUntil = endedAt;
    if (!this.#marking && endedAt - this.#markedAt >= MARK_EVERY_MS) {
      this.#marking = true;
      this.#markedAt = endedAt;
      this.#marker();
    }
    this.#endIfDue(endedAt);
  }

  /** Tasks that the browser itself measured. */
  addTasks(spentMs: number): void {
    this.#taskMs += spentMs;
    this.#endIfDue(native.now());
  }

  addParked(spentMs: number): void {
    this.#parkedMs += spentMs;
    this.#endIfDue(native.now());
  }

  /** The thread is free again: until now it did what the marked callback, and those like it, had left. */
  #marked(): void {
    const now = native.now();
    const callbacks = this.#callbacks - this.#markedCallbacks;
    const spentMs = now - this.#markedAt;
    // Even an idle thread needs a moment to come round.
    if (spentMs < this.#leastMarkMs) this.#leastMarkMs = spentMs;
    const leftMs = spentMs - this.#leastMarkMs;
    if (leftMs > MUCH_MS) this.leavesMuch = MUCH_FOR_MARKS;
    else if (this.leavesMuch > 0) this.leavesMuch--;
    this.#callbackMs += leftMs * (callbacks > 1 ? callbacks : 1);
    this.#markedCallbacks = this.#callbacks;
    this.#markedAt = now;
    this.#explainedUntil = now;
    this.#marking = false;
    this.#endIfDue(now);
  }

  /** By chance sooner or later: work that comes and goes at a pace of its own must neither fall in step nor dodge. */
  #tickIn(meanMs: number): void {
    const delayMs = meanMs * (0.5 + random());
    const dueAt = native.now() + delayMs;
    native.setTimeout(() => {
      const now = native.now();
      this.#ticks++;
      // Nothing that was measured was going on when the timer was due, and yet the thread was not free.
      const willExplain = this.#marking && this.#markedAt < dueAt;
      const isLate = now - dueAt > LATE_MS && this.#explainedUntil < dueAt && !willExplain;
      // Browsers hold the timers of hidden pages back.
      if (isLate && !isHidden?.()) this.#lateTicks++;
      this.#explainedUntil = now;
      this.#endIfDue(now);
      this.#tickIn(this.#quiet ? QUIET_TICK_MS : TICK_MS);
    }, delayMs);
  }

  #endIfDue(now: number): void {
    const windowMs = now - this.#startedAt;
    if (windowMs < WINDOW_MS) return;
    // Each window gets its part of a callback that goes on.
    if (this.#begunAt < now) {
      this.#callbackMs += now - this.#begunAt;
      this.#begunAt = this.#sampledAt = now;
    }
    const unexplainedMs = this.#ticks > 0 ? (windowMs * this.#lateTicks) / this.#ticks : 0;
    const wasmMs = clamp(this.#allWasmMs(), windowMs);
    const callbackMs = clamp(this.#callbackMs + unexplainedMs, windowMs);
    const taskMs = clamp(this.#taskMs, windowMs);
    const parkedMs = clamp(this.#parkedMs, windowMs);
    const computedMs = most(wasmMs, callbackMs);
    this.#computedMs += computedMs;
    this.#startedAt = now;
    this.#wasmMs = this.#wasmInsideMs = this.#callbackMs = this.#taskMs = this.#parkedMs = 0;
    this.#ticks = this.#lateTicks = 0;
    const { workerId } = this.#place;
    this.#quiet = most(computedMs, taskMs) < windowMs * QUIET_SHARE;
    if (this.#quiet) return;
    const whole = (windowMs + 0.5) | 0;
    const duty = { wasmMs, callbackMs, taskMs, parkedMs };
    this.#place.emit({ kind: 'duty-measured', workerId, windowMs: whole, ...duty });
  }
}

const { random } = Math;
const { document: page, Document: Page } = platform;
const hidden = getterOf<boolean>(Page?.prototype, 'hidden');
const isHidden = page && (() => hidden(page));

/**
 * What one call, measured for many like it, says of them all: no more than has passed since the one that was measured
 * before. Else one that had to wait for a core would stand for as many that did not. Below the step of the clock a call is
 * nothing or a whole step, which is right only on the average.
 */
export function stoodFor(spentMs: number, weight: number, sinceMs: number): number {
  const allMs = spentMs * weight;
  return spentMs > CLOCK_STEP_MS ? least(allMs, sinceMs) : allMs;
}

// A page can replace those of Math.
function least(a: number, b: number): number {
  return a < b ? a : b;
}

function most(a: number, b: number): number {
  return a > b ? a : b;
}

function clamp(spentMs: number, windowMs: number): number {
  return (least(spentMs, windowMs) + 0.5) | 0;
}

/** @returns what calls back once the thread has done all that was left to be done */
function markerOf(marked: () => void): () => void {
  let post: (() => void) | null = null;
  return () =>
    attempted(
      'marker',
      () => {
        if (!post) {
          const { port1, port2 } = new native.MessageChannel();
          native.addEventListener(port1, 'message', marked);
          native.portStart(port1);
          post = () => native.portPost(port2, null);
        }
        post();
      },
      undefined,
    );
}
