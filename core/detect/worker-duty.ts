// Speaks when several workers of one tab stay busy for a while. Much honest software does that (encoders, games,
// databases), so this alone never confirms. Wall-clock duty is an upper bound of CPU time when cores are contended.
import { frameOf } from '../protocol/in-frame.ts';
import { defineDetector } from './define-detector.ts';

interface Busy {
  /** Start of the unbroken busy stretch and end of its last window, ms since the epoch. */
  readonly since: number;
  readonly until: number;
  readonly dutyPercent: number;
  readonly wasmPercent: number;
}

interface State {
  readonly workers: Readonly<Record<string, Busy>>;
}

/** A window counts as busy from here. Miners throttle themselves to about half; only the dialogue makes it a verdict. */
const BUSY_PERCENT = 40;
/** A stretch survives a gap of at most one missing report. */
const LONGEST_GAP_MS = 3_500;
/** Shorter bursts are logins, captchas, page starts. */
const SUSTAINED_MS = 5_000;
const SEVERAL_WORKERS = 2;
/** Bound on remembered workers: a page can start and end thousands. */
const MAX_WORKERS = 64;

export default defineDetector<State>({
  id: 'detect/worker-duty',
  title: 'Several workers busy without pause',
  consumes: ['worker-duty', 'worker-ended'],
  ceiling: 45,
  begin: () => ({ workers: {} }),
  step(state, observation, at) {
    if (observation.kind === 'worker-ended') return without(state, observation.workerId);
    if (observation.kind !== 'worker-duty') return state;
    const { wasmMs, callbackMs, windowMs } = observation;
    const dutyPercent = percent(Math.max(wasmMs, callbackMs), windowMs);
    // A quiet window is a gap, not an end: else easing off for one second would start the count again.
    if (dutyPercent < BUSY_PERCENT) return state;
    // A worker names itself: `toString` is a possible name and no worker that we know.
    const known = Object.hasOwn(state.workers, observation.workerId);
    const before = known ? state.workers[observation.workerId] : undefined;
    const others = known ? state.workers : withRoom(state.workers, at);
    if (!others) return state;
    const unbroken = before && at - windowMs - before.until < LONGEST_GAP_MS;
    const busy: Busy = {
      since: unbroken ? before.since : at - windowMs,
      until: at,
      dutyPercent,
      wasmPercent: percent(wasmMs, windowMs),
    };
    return { workers: { ...others, [observation.workerId]: busy } };
  },
  judge({ workers }, at) {
    const stretches = Object.entries(workers).filter(
      ([, { since, until }]) => at - until < LONGEST_GAP_MS && until - since >= SUSTAINED_MS,
    );
    if (stretches.length < SEVERAL_WORKERS) return null;
    const sustained = stretches.map(([, busy]) => busy);
    const seconds = Math.round(
      Math.min(...sustained.map(({ since, until }) => until - since)) / 1000,
    );
    const dutyPercent = mean(sustained.map((busy) => busy.dutyPercent));
    return {
      id: this.id,
      weight: this.ceiling,
      trust: 'page',
      facts: {
        workers: sustained.length,
        seconds,
        dutyPercent,
        wasmPercent: mean(sustained.map((busy) => busy.wasmPercent)),
        frames: [...new Set(stretches.map(([workerId]) => String(frameOf(workerId))))],
      },
      sentence: `${sustained.length} workers were busy ${dutyPercent} % of the time for ${seconds} s without pause.`,
    };
  },
});

/** Share of a window, 0 to 100: a page can claim more time than has passed. */
function percent(partMs: number, windowMs: number): number {
  return Math.min(100, Math.round((100 * partMs) / Math.max(windowMs, 1)));
}

function mean(values: readonly number[]): number {
  return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}

/** Room for one more worker: the silent ones make place, or workers that ended unseen would blind us. Null: none. */
function withRoom(workers: State['workers'], at: number): State['workers'] | null {
  if (Object.keys(workers).length < MAX_WORKERS) return workers;
  const speaking = Object.entries(workers).filter(([, { until }]) => at - until < LONGEST_GAP_MS);
  return speaking.length < MAX_WORKERS ? Object.fromEntries(speaking) : null;
}

function without(state: State, workerId: string): State {
  if (!Object.hasOwn(state.workers, workerId)) return state;
  const { [workerId]: _ended, ...workers } = state.workers;
  return { workers };
}

/** `at` is the second at which each window was reported. */
const busy = (workerId: string, at: number, wasmMs = 950) =>
  ({ kind: 'worker-duty', workerId, windowMs: 1_000, wasmMs, callbackMs: 0, at }) as const;

export const cases = {
  match: [
    {
      title: 'two workers hash for eight seconds',
      observations: [1, 2, 3, 4, 5, 6, 7, 8].flatMap((at) => [busy('a', at), busy('b', at)]),
      points: 45,
    },
    {
      title: 'two workers hash after a hundred others fell silent without an end',
      observations: [
        ...Array.from({ length: 100 }, (_, index) => busy(`gone-${index}`, 0)),
        ...[11, 12, 13, 14, 15, 16, 17, 18].flatMap((at) => [busy('a', at), busy('b', at)]),
      ],
      points: 45,
    },
    {
      title: 'two workers of a page that claims more time than has passed',
      observations: [1, 2, 3, 4, 5, 6].flatMap((at) => [busy('a', at, 9e9), busy('b', at, 9e9)]),
      points: 45,
    },
    {
      title: 'two workers that ease off every third second',
      observations: [1, 2, 3, 4, 5, 6, 7, 8].flatMap((at) =>
        ['a', 'b'].map((id) => busy(id, at, at % 3 === 0 ? 200 : 950)),
      ),
      points: 45,
    },
  ],
  clean: [
    {
      title: 'one busy worker: an encoder (near miss)',
      observations: [1, 2, 3, 4, 5, 6, 7, 8].map((at) => busy('a', at)),
    },
    {
      title: 'two workers for three seconds: a captcha',
      observations: [1, 2, 3].flatMap((at) => [busy('a', at), busy('b', at)]),
    },
    {
      title: 'a third of the time in four workers: a game',
      observations: [1, 2, 3, 4, 5, 6, 7].flatMap((at) =>
        ['a', 'b', 'c', 'd'].map((id) => busy(id, at, 330)),
      ),
    },
  ],
};
