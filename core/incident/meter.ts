// How much the threads of one origin of a document have computed lately: of each thread the last one to two minutes, of all of them
// together a point every two seconds. A page claims these times: no thread gets more than has passed between two reports, and
// all together no more than the cores of the machine. Wall clock: an upper bound of processor time. Pure, small, bounded.

/** Busy time of one thread, in milliseconds, in a bucket that is filled and the one before it. */
interface ThreadMeter {
  /** Start of the present bucket and end of the last window, ms since the epoch. */
  readonly since: number;
  readonly until: number;
  readonly busyMs: number;
  /** Null while there is no bucket before. */
  readonly earlierMs: number | null;
  /** Not counted on any incident so far. */
  readonly uncountedMs: number;
}

/** Number of the slot since the epoch, and busy time of all threads in it. */
type Slot = readonly [index: number, busyMs: number];

export interface Meter {
  readonly threads: Readonly<Record<string, ThreadMeter>>;
  /** Oldest first. */
  readonly slots: readonly Slot[];
}

export const EMPTY_METER: Meter = { threads: {}, slots: [] };

/** One report of a thread. */
export interface BusyWindow {
  readonly thread: string;
  readonly windowMs: number;
  /** 0 to 100. */
  readonly busyPercent: number;
}

export const SLOT_MS = 2_000;
const MOST_SLOTS = 32;
const BUCKET_MS = 60_000;
/** What is remembered of a thread at most. */
export const REMEMBERED_MS = 2 * BUCKET_MS;
const MOST_THREADS = 64;
/** The first window of a thread is believed up to this length. */
const LONGEST_FIRST_MS = 10_000;

/** @returns the meter with the report in it, and how much of it was believed, ms */
export function metered(
  meter: Meter,
  { thread, windowMs, busyPercent }: BusyWindow,
  at: number,
  cores: number,
): { readonly meter: Meter; readonly busyMs: number } {
  const known = Object.hasOwn(meter.threads, thread) ? meter.threads[thread] : undefined;
  // A thread of the future is of a clock that was set back since.
  const before = known && known.until <= at ? known : undefined;
  const from = Math.max(at - windowMs, before?.until ?? at - LONGEST_FIRST_MS);
  const share = busyPercent / 100;
  const { slots, busyMs } = inSlots(meter.slots, { from, at, share }, cores);
  const others = before ? meter.threads : withRoom(meter.threads);
  const threads = { ...others, [thread]: filled(before, { from, at, busyMs }) };
  return { meter: { threads, slots }, busyMs };
}

/** Share of its time in which a thread computed lately, 0 to 100. */
export function recentDutyPercent(meter: Meter, thread: string, at: number): number {
  const known = meter.threads[thread];
  if (!known) return 0;
  const spanMs = at - known.since + (known.earlierMs === null ? 0 : BUCKET_MS);
  return Math.round(Math.min(100, (100 * rememberedMs(known)) / Math.max(1, spanMs)));
}

/** Busy time of some threads that is remembered and was not counted yet; from now on it counts as counted. */
export function takeUncounted(
  meter: Meter,
  isMeant: (thread: string) => boolean,
): { readonly meter: Meter; readonly busyMs: number } {
  const threads: Record<string, ThreadMeter> = {};
  let busyMs = 0;
  for (const [id, thread] of Object.entries(meter.threads)) {
    const isTaken = isMeant(id);
    if (isTaken) busyMs += Math.min(thread.uncountedMs, rememberedMs(thread));
    threads[id] = isTaken ? { ...thread, uncountedMs: 0 } : thread;
  }
  return { meter: { ...meter, threads }, busyMs };
}

/** Number of the slot in which a moment lies. */
export function slotOf(at: number): number {
  return Math.floor(at / SLOT_MS);
}

interface Busy {
  readonly from: number;
  readonly at: number;
}

function inSlots(
  slots: readonly Slot[],
  { from, at, share }: Busy & { readonly share: number },
  cores: number,
): { readonly slots: readonly Slot[]; readonly busyMs: number } {
  const newest = slotOf(at);
  const oldest = newest - MOST_SLOTS + 1;
  const byIndex = new Map(slots.filter(([index]) => index >= oldest && index <= newest));
  let credited = 0;
  for (let index = Math.max(slotOf(from), oldest); index * SLOT_MS < at; index++) {
    const heldMs = Math.min(at, (index + 1) * SLOT_MS) - Math.max(from, index * SLOT_MS);
    const before = byIndex.get(index) ?? 0;
    const passedMs = Math.min(SLOT_MS, at - index * SLOT_MS);
    const after = Math.min(before + heldMs * share, cores * passedMs);
    byIndex.set(index, Math.max(before, after));
    credited += Math.max(0, after - before);
  }
  return { slots: [...byIndex].sort(([a], [b]) => a - b), busyMs: credited };
}

function filled(
  before: ThreadMeter | undefined,
  { from, at, busyMs }: Busy & { readonly busyMs: number },
): ThreadMeter {
  const isForgotten = !before || at - before.since >= REMEMBERED_MS;
  if (isForgotten) return { since: from, until: at, busyMs, earlierMs: null, uncountedMs: busyMs };
  const uncountedMs = before.uncountedMs + busyMs;
  if (at - before.since < BUCKET_MS)
    return { ...before, until: at, busyMs: before.busyMs + busyMs, uncountedMs };
  const since = before.since + BUCKET_MS;
  return { since, until: at, busyMs, earlierMs: before.busyMs, uncountedMs };
}

function rememberedMs({ busyMs, earlierMs }: ThreadMeter): number {
  return busyMs + (earlierMs ?? 0);
}

/** The thread that was heard longest ago makes place: a page can start thousands. */
function withRoom(threads: Meter['threads']): Meter['threads'] {
  const all = Object.entries(threads);
  if (all.length < MOST_THREADS) return threads;
  const newest = all.sort(([, a], [, b]) => b.until - a.until).slice(0, MOST_THREADS - 1);
  return Object.fromEntries(newest);
}
