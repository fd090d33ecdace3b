// What the threads of this realm do, for the dialogues: when busy workers were given work and when they spoke, or how long
// this worker has computed. In a page nothing is listened to until a dialogue wants to know.
import type { Threads } from './dialogue.ts';
import type { Herd } from './herd.ts';
import type { Meter } from './meter.ts';
import { native } from './natives.ts';
import { guarded } from './wrap.ts';

/** @param herd null where there are no workers */
export function threadsOf(isWorker: boolean, herd: Herd | null, meter: Meter): Threads {
  let orderedAt = -Infinity;
  let spokeAt = -Infinity;
  let attending = false;
  const listened = new WeakSet<Worker>();

  const listen = (worker: Worker): void => {
    if (listened.has(worker)) return;
    listened.add(worker);
    native.addEventListener(worker, 'message', () => {
      if (herd?.computes(worker)) spokeAt = native.now();
    });
  };
  const attend = (): void => {
    if (attending || !herd) return;
    attending = true;
    for (const worker of herd.workers()) listen(worker);
    herd.onGiven = (worker) => {
      guarded('threads', () => listen(worker), undefined);
      if (herd.computes(worker)) orderedAt = native.now();
    };
  };
  return {
    attend: () => guarded('threads', attend, undefined),
    orderedAt: () => orderedAt,
    spokeAt: () => spokeAt,
    computedMs: () => (isWorker ? meter.computedMs() : 0),
    alarmed: () => meter.watch(),
  };
}
