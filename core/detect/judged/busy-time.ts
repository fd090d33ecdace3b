// Busy time of threads: how much of a window it was, and how much came together within the last minute, in slots of the
// clock. Pure arithmetic on claims: no window is longer or busier than it can have been. No detector itself.
import type { DutyMeasured } from '../../protocol/observation.ts';

/** Busy time in one slot of the clock, of all threads together. */
interface Slot {
  /** Slots since the epoch. */
  readonly index: number;
  readonly busyMs: number;
}

/** Oldest first, at most a minute of them. */
export type Slots = readonly Slot[];

const SLOT_MS = 4_000;
const MAX_SLOTS = 15;

/** Share of its window in which a thread was busy, 0 to 100: a page can claim more time than has passed. */
export function busyPercent({
  windowMs,
  wasmMs,
  callbackMs,
  taskMs,
  parkedMs,
}: DutyMeasured): number {
  const busyMs = Math.max(wasmMs, callbackMs, taskMs) - parkedMs;
  return Math.max(0, Math.min(100, Math.round((100 * busyMs) / Math.max(windowMs, 1))));
}

/** The slots with the busy time of one window, which ended at `at`, shared out over the slots that it touches. */
export function entered(slots: Slots, busyMs: number, windowMs: number, at: number): Slots {
  const newest = slotOf(at);
  const oldest = newest - MAX_SLOTS + 1;
  // Slots of the future are of a clock that was set back since.
  const byIndex = new Map(
    slots
      .filter(({ index }) => index >= oldest && index <= newest)
      .map((slot) => [slot.index, slot.busyMs]),
  );
  const from = at - windowMs;
  for (let index = Math.max(slotOf(from), oldest); index * SLOT_MS < at; index++) {
    const heldMs = Math.min(at, (index + 1) * SLOT_MS) - Math.max(from, index * SLOT_MS);
    const share = windowMs > 0 ? heldMs / windowMs : 1;
    byIndex.set(index, (byIndex.get(index) ?? 0) + busyMs * share);
  }
  return [...byIndex]
    .map(([index, busy]) => ({ index, busyMs: busy }))
    .sort((a, b) => a.index - b.index);
}

/** Busy time of the last `withinMs`, and over how much of it the first and the last busy slot spread. */
export function recentMs(
  slots: Slots,
  at: number,
  withinMs: number,
): { readonly busyMs: number; readonly spreadMs: number } {
  const newest = slotOf(at);
  const recent = slots.filter(
    ({ index, busyMs }) => index <= newest && index > newest - withinMs / SLOT_MS && busyMs > 0,
  );
  const first = recent[0]?.index ?? newest;
  const last = recent.at(-1)?.index ?? newest;
  return {
    busyMs: recent.reduce((sum, { busyMs }) => sum + busyMs, 0),
    spreadMs: recent.length === 0 ? 0 : (last - first + 1) * SLOT_MS,
  };
}

function slotOf(at: number): number {
  return Math.floor(at / SLOT_MS);
}
