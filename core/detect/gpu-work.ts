// Speaks when a page keeps the graphics processor computing and shows nothing of it: runs without frames, and small
// results read back. Machine learning does that too, so this alone says nothing; beside a miner's shader or a pool it
// is the work that makes a verdict.
import { frameOf } from '../protocol/in-frame.ts';
import type { GpuUsed } from '../protocol/observation.ts';
import { defineDetector } from './define-detector.ts';

interface Use {
  readonly id: string;
  readonly since: number;
  readonly until: number;
  readonly runs: number;
  readonly smallReadbacks: number;
}

interface State {
  readonly uses: readonly Use[];
}

/** Fewer runs a second than this is not worth mining. */
const LEAST_RUNS_PER_SECOND = 1;
/** From here on what is computed is shown: a game, a film, a map. */
const MOST_FRAMES_PER_SECOND = 2;
const SUSTAINED_MS = 8_000;
const LONGEST_GAP_MS = 5_000;
const MAX_USES = 16;

export default defineDetector<State>({
  id: 'detect/gpu-work',
  title: 'The graphics processor computes and shows nothing',
  consumes: ['gpu-used', 'stop-ordered'],
  ceiling: 25,
  begin: () => ({ uses: [] }),
  step(state, observation, at) {
    if (observation.kind === 'stop-ordered')
      return { uses: state.uses.filter(({ id }) => !observation.frames.includes(frameOf(id))) };
    if (observation.kind !== 'gpu-used' || !computes(observation)) return state;
    return { uses: entered(state.uses, observation, at) };
  },
  judge({ uses }, at) {
    const steady = uses.filter(
      ({ since, until, smallReadbacks }) =>
        at - until < LONGEST_GAP_MS && until - since >= SUSTAINED_MS && smallReadbacks > 0,
    );
    const [longest] = steady.toSorted((a, b) => a.since - b.since);
    if (!longest) return null;
    const { since, until, runs, smallReadbacks } = longest;
    const seconds = Math.round((until - since) / 1_000);
    return {
      id: this.id,
      kind: 'work',
      weight: this.ceiling,
      trust: 'page',
      facts: {
        seconds,
        runs,
        smallReadbacks,
        frames: [...new Set(steady.map(({ id }) => String(frameOf(id))))],
        threadIds: steady.map(({ id }) => id),
      },
      sentence: `The graphics processor computed for ${seconds} s without showing anything; ${smallReadbacks} small results were read back.`,
    };
  },
});

function computes({ runs, frames, windowMs }: GpuUsed): boolean {
  const seconds = windowMs / 1_000;
  return runs >= LEAST_RUNS_PER_SECOND * seconds && frames <= MOST_FRAMES_PER_SECOND * seconds;
}

function entered(
  uses: readonly Use[],
  { workerId, windowMs, runs, smallReadbacks }: GpuUsed,
  at: number,
): readonly Use[] {
  const id = workerId ?? '';
  const before = uses.find((use) => use.id === id);
  const unbroken = before && at - windowMs - before.until < LONGEST_GAP_MS;
  const use: Use = {
    id,
    since: unbroken ? before.since : at - windowMs,
    until: at,
    runs: (unbroken ? before.runs : 0) + runs,
    smallReadbacks: (unbroken ? before.smallReadbacks : 0) + smallReadbacks,
  };
  return [...uses.filter((other) => other.id !== id).slice(1 - MAX_USES), use];
}

const used = (at: number, changes: Partial<GpuUsed> = {}) =>
  ({
    kind: 'gpu-used',
    workerId: '0/page',
    api: 'webgpu',
    windowMs: 2_000,
    runs: 40,
    smallReadbacks: 4,
    frames: 0,
    ...changes,
    at,
  }) as const;
const seconds = (last: number): readonly number[] =>
  Array.from({ length: last / 2 }, (_, index) => 2 * index + 2);

export const cases = {
  match: [
    {
      title: 'twenty dispatches a second for ten seconds',
      observations: seconds(10).map((at) => used(at)),
      points: 25,
    },
    {
      title: 'a miner in WebGL that reads one pixel back',
      observations: seconds(10).map((at) => used(at, { api: 'webgl', runs: 6, smallReadbacks: 2 })),
      points: 25,
    },
  ],
  clean: [
    {
      title: 'a game: a frame for every two runs (near miss)',
      observations: seconds(60).map((at) => used(at, { runs: 240, frames: 120 })),
    },
    {
      title: 'a picture that is worked on for four seconds',
      observations: seconds(4).map((at) => used(at)),
    },
    {
      title: 'computing whose results are never read',
      observations: seconds(30).map((at) => used(at, { smallReadbacks: 0 })),
    },
  ],
};
