// Speaks when threads of a page compute for long: several at once without pause, or little by little over a minute, as
// throttled miners do. Much honest software does the same, so this alone says nothing; beside code or a pool it is what
// makes a verdict. Wall-clock duty is an upper bound of CPU time: what the machine can have given is said beside it.
import { frameOf, PAGE_THREAD } from '../protocol/in-frame.ts';
import type { DutyMeasured, MachineLoad, WorkerSilent } from '../protocol/observation.ts';
import { defineDetector } from './define-detector.ts';
import { busyPercent, entered, recentMs, type Slots } from './judged/busy-time.ts';

/** One thread: a worker, or the page's own (`<frame>/page`). */
interface Thread {
  /** Start of the unbroken busy stretch and end of its last window, ms since the epoch. */
  readonly since: number;
  readonly until: number;
  readonly dutyPercent: number;
  readonly wasmPercent: number;
  /** When it last answered; later than `until` is no pause while it is silent. */
  readonly silent: boolean;
}

interface State {
  readonly threads: Readonly<Record<string, Thread>>;
  /** Busy time of all threads of the last minute. */
  readonly slots: Slots;
  readonly load: (MachineLoad & { readonly at: number }) | null;
  /** Frames in which mining was confirmed and told to stop: one that goes on need not show it for so long again. */
  readonly told: readonly number[];
}

/** A window counts as busy from here: miners throttle themselves to about half. */
const BUSY_PERCENT = 40;
/** A stretch survives a gap of at most one missing report. */
const LONGEST_GAP_MS = 3_500;
/** Shorter bursts are logins, captchas, page starts. */
const SUSTAINED_MS = 3_000;
const SEVERAL_THREADS = 2;
/** One thread that never rests for so long counts as well. */
const LONE_SUSTAINED_MS = 8_000;
const LONE_BUSY_PERCENT = 80;
/** Little by little: a third of one core for half a minute, or the same work in bursts. */
const MINUTE_MS = 60_000;
const MINUTE_BUSY_MS = 8_000;
const MINUTE_SPREAD_MS = 20_000;
/** Bound on remembered threads: a page can start and end thousands of workers. */
const MAX_THREADS = 64;
/** A figure of the machine's load is good for so long. */
const LOAD_FRESH_MS = 8_000;
/** From here on another thread would have had to wait. */
const CONTENDED_SHARE = 0.9;
/** Less of what threads claim than this was used by the whole machine: they sleep. */
const ASLEEP_SHARE = 0.4;
/** A silent worker spins when the machine is this much busier, in cores, than all that is known to compute. */
const SPINNING_CORES = 0.6;

export default defineDetector<State>({
  id: 'detect/work',
  title: 'Threads that compute for long',
  consumes: ['duty-measured', 'worker-silent', 'worker-ended', 'machine-load', 'stop-ordered'],
  ceiling: 25,
  begin: () => ({ threads: {}, slots: [], load: null, told: [] }),
  step(state, observation, at) {
    switch (observation.kind) {
      case 'worker-ended':
        return without(state, observation.workerId);
      case 'machine-load':
        return { ...state, load: { ...observation, at } };
      case 'duty-measured':
        return measured(state, observation, at);
      case 'worker-silent':
        return silent(state, observation, at);
      case 'stop-ordered':
        return stopOrdered(state, observation.frames);
      default:
        return state;
    }
  },
  judge(state, at) {
    const sustained = Object.entries(state.threads).filter(([, thread]) => isSustained(thread, at));
    const several = sustained.length >= SEVERAL_THREADS;
    const alone = sustained.some(
      ([id, { since, until, dutyPercent }]) =>
        dutyPercent >= LONE_BUSY_PERCENT &&
        (until - since >= LONE_SUSTAINED_MS || state.told.includes(frameOf(id))),
    );
    const minute = recentMs(state.slots, at, MINUTE_MS);
    const overMinute = minute.busyMs >= MINUTE_BUSY_MS && minute.spreadMs >= MINUTE_SPREAD_MS;
    if ((!several && !alone && !overMinute) || isAsleep(state, sustained, at)) return null;
    const threads = sustained.length > 0 ? sustained : Object.entries(state.threads);
    const coreSeconds = Math.round(minute.busyMs / 1_000);
    return {
      id: this.id,
      kind: 'work',
      weight: this.ceiling,
      trust: 'page',
      facts: {
        threads: threads.length,
        ...(several || alone ? stretchFacts(sustained) : {}),
        coreSeconds,
        ...loadFacts(state.load, at),
        silentCount: threads.filter(([, thread]) => thread.silent).length,
        frames: [...new Set(threads.map(([id]) => String(frameOf(id))))],
        threadIds: threads.map(([id]) => id),
      },
      sentence:
        (several || alone
          ? stretchSentence(sustained)
          : `The page computed for ${coreSeconds} core-seconds within the last minute, little by little.`) +
        contention(state.load, at),
    };
  },
});

function measured(state: State, observation: DutyMeasured, at: number): State {
  const { workerId, windowMs, wasmMs } = observation;
  const id = workerId ?? PAGE_THREAD;
  const dutyPercent = busyPercent(observation);
  const slots = entered(state.slots, (windowMs * dutyPercent) / 100, windowMs, at);
  // A quiet window is a gap, not an end: else easing off for one second would start the count again.
  if (dutyPercent < BUSY_PERCENT) return { ...state, slots };
  const wasmPercent = Math.min(100, Math.round((100 * wasmMs) / windowMs));
  return withBusy(
    { ...state, slots },
    id,
    { windowMs, dutyPercent, wasmPercent, silent: false },
    at,
  );
}

/** A worker that does not answer computes only if the machine is busier than everything that is known of. */
function silent(state: State, observation: WorkerSilent, at: number): State {
  const { workerId, silentMs, parked } = observation;
  if (parked || !state.load || at - state.load.at > LOAD_FRESH_MS) return state;
  const known = Object.entries(state.threads).filter(
    ([id, { until }]) => id !== workerId && at - until < LONGEST_GAP_MS,
  );
  const knownCores = known.reduce((sum, [, { dutyPercent }]) => sum + dutyPercent / 100, 0);
  if (state.load.busyCores - knownCores < SPINNING_CORES) return state;
  const before = Object.hasOwn(state.threads, workerId) ? state.threads[workerId] : undefined;
  const windowMs = Math.min(silentMs, before ? Math.max(0, at - before.until) : silentMs);
  const slots = entered(state.slots, windowMs, Math.max(windowMs, 1), at);
  const window = { windowMs, dutyPercent: 100, wasmPercent: 0, silent: true };
  return withBusy({ ...state, slots }, workerId, window, at);
}

interface Window {
  readonly windowMs: number;
  readonly dutyPercent: number;
  readonly wasmPercent: number;
  readonly silent: boolean;
}

function withBusy(state: State, id: string, { windowMs, ...window }: Window, at: number): State {
  // A worker names itself: `toString` is a possible name and no worker that we know.
  const known = Object.hasOwn(state.threads, id);
  const before = known ? state.threads[id] : undefined;
  const others = known ? state.threads : withRoom(state.threads, at);
  if (!others) return state;
  const unbroken = before && at - windowMs - before.until < LONGEST_GAP_MS;
  const since = unbroken ? before.since : at - windowMs;
  return { ...state, threads: { ...others, [id]: { ...window, since, until: at } } };
}

function isSustained({ since, until }: Thread, at: number): boolean {
  return at - until < LONGEST_GAP_MS && until - since >= SUSTAINED_MS;
}

/**
 * Threads that sleep inside wasm look as busy as those that compute. The machine knows better, if it was looked at while
 * they did.
 */
function isAsleep(
  { load }: State,
  sustained: readonly (readonly [string, Thread])[],
  at: number,
): boolean {
  if (!load || at - load.at > LOAD_FRESH_MS || sustained.length === 0) return false;
  const since = Math.max(...sustained.map(([, thread]) => thread.since));
  const claimed = sustained.reduce((sum, [, { dutyPercent }]) => sum + dutyPercent / 100, 0);
  return load.at - load.windowMs >= since && load.busyCores < ASLEEP_SHARE * claimed;
}

function stretchFacts(sustained: readonly (readonly [string, Thread])[]) {
  return {
    seconds: Math.round(Math.min(...sustained.map(([, one]) => one.until - one.since)) / 1_000),
    dutyPercent: mean(sustained.map(([, { dutyPercent }]) => dutyPercent)),
    wasmPercent: mean(sustained.map(([, { wasmPercent }]) => wasmPercent)),
  };
}

function stretchSentence(sustained: readonly (readonly [string, Thread])[]): string {
  const { seconds, dutyPercent } = stretchFacts(sustained);
  const who = sustained.length === 1 ? 'One thread was' : `${sustained.length} threads were`;
  const silentCount = sustained.filter(([, one]) => one.silent).length;
  const quiet = silentCount > 0 ? `, ${silentCount} of them without an answer` : '';
  return `${who} busy ${dutyPercent} % of the time for ${seconds} s without pause${quiet}.`;
}

function isContended({ busyCores, cores }: MachineLoad): boolean {
  return busyCores >= CONTENDED_SHARE * cores;
}

function loadFacts(load: State['load'], at: number) {
  if (!load || at - load.at > LOAD_FRESH_MS) return {};
  return { machineBusyCores: Math.round(10 * load.busyCores) / 10, machineCores: load.cores };
}

function contention(load: State['load'], at: number): string {
  if (!load || at - load.at > LOAD_FRESH_MS || !isContended(load)) return '';
  return ' All cores were in use, so this is the most that it can have been.';
}

function mean(values: readonly number[]): number {
  return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}

/** Room for one more thread: the silent ones make place, or workers that ended unseen would blind us. Null: none. */
function withRoom(threads: State['threads'], at: number): State['threads'] | null {
  if (Object.keys(threads).length < MAX_THREADS) return threads;
  const speaking = Object.entries(threads).filter(([, { until }]) => at - until < LONGEST_GAP_MS);
  return speaking.length < MAX_THREADS ? Object.fromEntries(speaking) : null;
}

/** What is seen of these frames from now on is what went on all the same. */
function stopOrdered(state: State, frames: readonly number[]): State {
  const threads = Object.fromEntries(
    Object.entries(state.threads).filter(([id]) => !frames.includes(frameOf(id))),
  );
  return { ...state, threads, slots: [], told: [...new Set([...state.told, ...frames])] };
}

function without(state: State, workerId: string): State {
  if (!Object.hasOwn(state.threads, workerId)) return state;
  const { [workerId]: _ended, ...threads } = state.threads;
  return { ...state, threads };
}

/** `at` is the second at which each window was reported. */
const busy = (workerId: string | null, at: number, wasmMs = 950) =>
  ({
    kind: 'duty-measured',
    workerId,
    windowMs: 1_000,
    wasmMs,
    callbackMs: 0,
    taskMs: 0,
    parkedMs: 0,
    at,
  }) as const;
const seconds = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index + 1);
const load = (busyCores: number, at: number) =>
  ({ kind: 'machine-load', windowMs: 2_000, cores: 4, busyCores, at }) as const;
const unanswered = (at: number, parked = false) =>
  ({ kind: 'worker-silent', workerId: 'a', silentMs: 2_000, parked, at }) as const;

export const cases = {
  match: [
    {
      title: 'two workers hash for four seconds',
      observations: seconds(4).flatMap((at) => [busy('a', at), busy('b', at)]),
      points: 25,
    },
    {
      title: 'two workers hash after a hundred others fell silent without an end',
      observations: [
        ...Array.from({ length: 100 }, (_, index) => busy(`gone-${index}`, 0)),
        ...[11, 12, 13, 14, 15, 16, 17, 18].flatMap((at) => [busy('a', at), busy('b', at)]),
      ],
      points: 25,
    },
    {
      title: 'two workers of a page that claims more time than has passed',
      observations: seconds(6).flatMap((at) => [busy('a', at, 9e9), busy('b', at, 9e9)]),
      points: 25,
    },
    {
      title: 'two workers that ease off every third second',
      observations: seconds(8).flatMap((at) =>
        ['a', 'b'].map((id) => busy(id, at, at % 3 === 0 ? 200 : 950)),
      ),
      points: 25,
    },
    {
      title: 'the page itself, for nine seconds without pause',
      observations: seconds(9).map((at) => busy(null, at)),
      points: 25,
    },
    {
      title: 'the page itself, for four seconds after it was told to stop',
      observations: [
        ...seconds(9).map((at) => busy(null, at)),
        { kind: 'stop-ordered', frames: [0], at: 9 } as const,
        ...[10, 11, 12, 13].map((at) => busy(null, at)),
      ],
      points: 25,
    },
    {
      title: 'one worker throttled to 30 %, for half a minute',
      observations: seconds(30).map((at) => busy('a', at, 300)),
      points: 25,
    },
    {
      title: 'one worker in bursts of five seconds, twice a minute',
      observations: [1, 2, 3, 4, 5, 31, 32, 33, 34, 35].map((at) => busy('a', at)),
      points: 25,
    },
    {
      title: 'a worker that never answers on a busy machine',
      observations: seconds(6).flatMap((n) => [load(1.1, 2 * n), unanswered(2 * n)]),
      points: 25,
    },
  ],
  clean: [
    {
      title: 'one worker busy for seven seconds: an encoder (near miss)',
      observations: seconds(7).map((at) => busy('a', at)),
    },
    {
      title: 'two workers for two seconds: a captcha',
      observations: seconds(2).flatMap((at) => [busy('a', at), busy('b', at)]),
    },
    {
      title: 'a twentieth of the time in two workers: a clock',
      observations: seconds(60).flatMap((at) => [busy('a', at, 50), busy('b', at, 50)]),
    },
    {
      title: 'a worker asleep in Atomics.wait on a busy machine',
      observations: seconds(6).flatMap((n) => [load(2, 2 * n), unanswered(2 * n, true)]),
    },
    {
      title: 'a worker asleep in wasm: silent, and the machine rests (near miss)',
      observations: seconds(6).flatMap((n) => [load(0.3, 2 * n), unanswered(2 * n)]),
    },
    {
      title:
        'two workers asleep in wasm inside their callbacks: busy by the clock, and the machine rests',
      observations: seconds(12)
        .flatMap((at) => [busy('a', at), busy('b', at), load(0.3, at)])
        .slice(6),
    },
    {
      title: 'a worker asleep in Atomics.wait inside its own exports',
      observations: seconds(9).map((at) => ({ ...busy('a', at), parkedMs: 940 })),
    },
  ],
};
