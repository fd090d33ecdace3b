// In pages: the browser itself measures tasks of 50 ms and more. Only those of this very frame count: frames of one process
// share a thread, and their tasks are named.
import { platform } from '../natives.ts';
import type { Meter } from '../meter.ts';
import { guarded } from '../wrap.ts';

/** Hands the time of long tasks to `meter`. Browsers without the measurement have none. */
export function installLongTasks(meter: Meter): void {
  const { PerformanceObserver: Observer } = platform;
  if (!Observer?.supportedEntryTypes.includes('longtask')) return;
  new Observer((list) => {
    guarded('long tasks', () => add(list, meter), undefined);
  }).observe({ type: 'longtask' });
}

function add(list: PerformanceObserverEntryList, meter: Meter): void {
  for (const { name, duration } of list.getEntries()) if (name === 'self') meter.addTasks(duration);
}
