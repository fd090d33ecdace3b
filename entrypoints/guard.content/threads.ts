// What the threads of this realm do, for the dialogues: when workers were given work and when they spoke, or how long
// this worker has computed. In a page nothing is listened to until a dialogue wants to know. A worker says that it was busy
// only after it was: so the moments are kept, and judged when they are asked for.
import { AT_ONCE_MS, type Threads } from './dialogue.ts';
import type { Herd } from './herd.ts';
import type { Meter } from './meter.ts';
import { lookUp, native, store } from './natives.ts';
import { guarded } from './wrap.ts';

/** The last of them are kept: of dozens of workers those of half a second. */
const MAX_MOMENTS = 64;

interface Moment {
  worker: Worker | null;
  at: number;
}

/** @param herd null where there are no workers */
export function threadsOf(isWorker: boolean, herd: Herd | null, meter: Meter): Threads {
  const [given, spoken] = [new Moments(), new Moments()];
  let attending = false;
  const listened = new WeakMap<object, true>();

  const listen = (worker: Worker): void => {
    if (lookUp(listened, worker)) return;
    store(listened, worker, true);
    native.addEventListener(worker, 'message', () => spoken.note(worker));
  };
  const attend = (): void => {
    if (attending || !herd) return;
    attending = true;
    for (const worker of herd.workers()) listen(worker);
    herd.onGiven = (worker) => {
      listen(worker);
      given.note(worker);
    };
  };
  return {
    attend: () => guarded('dialogue', attend, undefined),
    ordered: (aboutMs) => given.any(aboutMs, herd),
    spoke: (aboutMs) => spoken.any(aboutMs, herd),
    computedMs: () => (isWorker ? meter.computedMs() : 0),
    alarmed: () => meter.watch(),
  };
}

/** When workers were given something, or spoke. Written on hot paths with whatever built-ins the page has: see `note`. */
class Moments {
  readonly #all: readonly Moment[] = Array.from({ length: MAX_MOMENTS }, () => ({
    worker: null,
    at: -Infinity,
  }));
  #next = 0;

  /** One moment of a worker stands for all that belong together. Nothing but indices of our own is touched. */
  note(worker: Worker): void {
    const at = native.now();
    for (let index = 0; index < MAX_MOMENTS; index++) {
      const known = this.#all[index] as Moment;
      if (known.worker === worker && at - known.at < AT_ONCE_MS) return;
    }
    const oldest = this.#all[this.#next] as Moment;
    oldest.worker = worker;
    oldest.at = at;
    this.#next = (this.#next + 1) % MAX_MOMENTS;
  }

  /** Whether there is one, at about this time, of a worker that computed. */
  any(aboutMs: number, herd: Herd | null): boolean {
    return this.#all.some(
      ({ worker, at }) =>
        worker && Math.abs(at - aboutMs) < AT_ONCE_MS && herd?.computed(worker, at),
    );
  }
}
