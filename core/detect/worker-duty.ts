// Speaks when several workers of one tab stay busy for a while. Much honest software does that (encoders, games,
// databases), so this alone never confirms. Wall-clock duty is an upper bound of CPU time when cores are contended.
import type { WorkerDuty } from '../protocol/observation.ts';
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
    const dutyPercent = percent(observation);
    if (dutyPercent < BUSY_PERCENT) return without(state, observation.workerId);
    const before = state.workers[observation.workerId];
    if (!before && Object.keys(state.workers).length >= MAX_WORKERS) return state;
    const unbroken = before && at - observation.windowMs - before.until < LONGEST_GAP_MS;
    const busy: Busy = {
      since: unbroken ? before.since : at - observation.windowMs,
      until: at,
      dutyPercent,
      wasmPercent: Math.round((100 * observation.wasmMs) / observation.windowMs),
    };
    return { workers: { ...state.workers, [observation.workerId]: busy } };
  },
  judge({ workers }, at) {
    const sustained = Object.values(workers).filter(
      ({ since, until }) => at - until < LONGEST_GAP_MS && until - since >= SUSTAINED_MS,
    );
    if (sustained.length < SEVERAL_WORKERS) return null;
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
      },
      sentence: `${sustained.length} workers were busy ${dutyPercent} % of the time for ${seconds} s without pause.`,
    };
  },
});

function percent({ wasmMs, callbackMs, windowMs }: WorkerDuty): number {
  return Math.round((100 * Math.max(wasmMs, callbackMs)) / Math.max(windowMs, 1));
}

function mean(values: readonly number[]): number {
  return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}

function without(state: State, workerId: string): State {
  if (!(workerId in state.workers)) return state;
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
