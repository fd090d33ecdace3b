// Speaks when the machine is busy with more than all guards together account for, while workers of the page run that no
// guard sees. The load can be another program's: this weighs little, and only beside code or a pool.
import type { MachineLoad } from '../protocol/observation.ts';
import { defineDetector } from './define-detector.ts';
import { busyPercent } from './judged/busy-time.ts';

interface State {
  /** Workers that no guard sees, by id. */
  readonly dark: readonly string[];
  /** The last known duty of each thread that a guard measures. */
  readonly duty: Readonly<Record<string, { readonly cores: number; readonly at: number }>>;
  /** Since when, without a break, more was used than is known of; null while nothing is. */
  readonly since: number | null;
  readonly until: number;
  readonly cores: number;
}

/** Less than this in cores is noise of the machine. */
const UNEXPLAINED_CORES = 0.7;
const SUSTAINED_MS = 20_000;
const LONGEST_GAP_MS = 40_000;
const DUTY_FRESH_MS = 4_000;
const MAX_DARK = 32;
const MAX_THREADS = 64;

export default defineDetector<State>({
  id: 'detect/dark-load',
  title: 'Load that nothing explains, beside workers that no guard sees',
  consumes: ['worker-started', 'worker-ended', 'duty-measured', 'machine-load', 'stop-ordered'],
  ceiling: 15,
  begin: () => ({ dark: [], duty: {}, since: null, until: 0, cores: 0 }),
  step(state, observation, at) {
    switch (observation.kind) {
      case 'worker-started': {
        const { workerId, instrumented } = observation;
        const isNews = !instrumented && !state.dark.includes(workerId);
        return isNews ? { ...state, dark: [...state.dark, workerId].slice(-MAX_DARK) } : state;
      }
      case 'worker-ended':
        return { ...state, dark: state.dark.filter((id) => id !== observation.workerId) };
      case 'duty-measured': {
        if (state.dark.length === 0) return state;
        const cores = busyPercent(observation) / 100;
        return { ...state, duty: withDuty(state.duty, observation.workerId ?? '', cores, at) };
      }
      case 'machine-load':
        return state.dark.length === 0 ? state : loaded(state, observation, at);
      case 'stop-ordered':
        return { ...state, since: null };
      default:
        return state;
    }
  },
  judge({ dark, since, until, cores }, at) {
    const isOver = since === null || at - until > LONGEST_GAP_MS || until - since < SUSTAINED_MS;
    if (dark.length === 0 || isOver) return null;
    const seconds = Math.round((until - since) / 1_000);
    const workers = dark.length === 1 ? 'one worker runs' : `${dark.length} workers run`;
    return {
      id: this.id,
      kind: 'work',
      weight: this.ceiling,
      trust: 'background',
      facts: { unexplainedCores: Math.round(10 * cores) / 10, seconds, darkWorkers: dark.length },
      sentence: `For ${seconds} s the machine was busy with ${cores.toFixed(1)} cores more than any guard accounts for, while ${workers} where no guard looks.`,
    };
  },
});

function withDuty(duty: State['duty'], id: string, cores: number, at: number): State['duty'] {
  const fresh = Object.entries(duty).filter(([, known]) => at - known.at < DUTY_FRESH_MS);
  return Object.fromEntries([...fresh.slice(1 - MAX_THREADS), [id, { cores, at }]]);
}

function loaded(state: State, { busyCores, windowMs }: MachineLoad, at: number): State {
  const known = Object.values(state.duty)
    .filter((duty) => at - duty.at < DUTY_FRESH_MS)
    .reduce((sum, { cores }) => sum + cores, 0);
  const cores = Math.min(1_000, busyCores - known);
  if (cores < UNEXPLAINED_CORES) return { ...state, since: null };
  const unbroken = state.since !== null && at - state.until <= LONGEST_GAP_MS;
  return { ...state, since: unbroken ? state.since : at - windowMs, until: at, cores };
}

const started = (workerId: string, instrumented: boolean) =>
  ({
    kind: 'worker-started',
    workerId,
    parentId: null,
    source: 'http',
    type: 'classic',
    instrumented,
    why: instrumented ? '' : 'the page has a content security policy',
    url: '',
    at: 0,
  }) as const;
const load = (busyCores: number, at: number) =>
  ({ kind: 'machine-load', windowMs: 2_000, cores: 4, busyCores, at }) as const;
const busy = (at: number) =>
  ({
    kind: 'duty-measured',
    workerId: 'b',
    windowMs: 1_000,
    wasmMs: 0,
    callbackMs: 990,
    taskMs: 0,
    parkedMs: 0,
    at,
  }) as const;
const everyFive = [5, 10, 15, 20, 25, 30];

export const cases = {
  match: [
    {
      title: 'a worker under a policy, and a core that nobody accounts for',
      observations: [started('a', false), ...everyFive.map((at) => load(1.2, at))],
      points: 15,
    },
  ],
  clean: [
    {
      title: 'the load is what an instrumented worker says (near miss)',
      observations: [started('a', false), ...everyFive.flatMap((at) => [busy(at), load(1.2, at)])],
    },
    {
      title: 'a busy machine, and no worker that is dark',
      observations: [started('a', true), ...everyFive.map((at) => load(3.9, at))],
    },
    {
      title: 'a dark worker on a machine at rest',
      observations: [started('a', false), ...everyFive.map((at) => load(0.2, at))],
    },
  ],
};
