// Speaks when a module was instantiated that no guard has judged: it was compiled where no guard runs (a shared worker, a
// worker under a content security policy, a frame that was not loaded yet) and handed over.
import type { ModuleUnseen } from '../protocol/observation.ts';
import { defineDetector } from './define-detector.ts';

interface State {
  readonly latest: ModuleUnseen | null;
  readonly count: number;
}

export default defineDetector<State>({
  id: 'detect/unseen-module',
  title: 'A module that nobody has judged',
  consumes: ['module-unseen'],
  ceiling: 20,
  begin: () => ({ latest: null, count: 0 }),
  step(state, observation) {
    if (observation.kind !== 'module-unseen') return state;
    return { latest: observation, count: state.count + 1 };
  },
  judge({ latest, count }) {
    if (!latest) return null;
    const { workerId, importCount, exportCount } = latest;
    return {
      id: this.id,
      kind: 'code',
      weight: this.ceiling,
      trust: 'page',
      facts: { place: workerId === null ? 'page' : 'worker', importCount, exportCount, count },
      sentence: 'A WebAssembly module was started that came from a place where no guard runs.',
    };
  },
});

const unseen = {
  kind: 'module-unseen',
  workerId: 'w.1',
  importCount: 3,
  exportCount: 12,
} as const;

export const cases = {
  match: [{ title: 'a module from a shared worker', observations: [unseen], points: 20 }],
  clean: [
    { title: 'nothing started', observations: [] },
    {
      title: 'a module that was judged, and clear (near miss)',
      observations: [
        {
          kind: 'module-judged',
          api: 'instantiate',
          workerId: null,
          level: 'clear',
          score: 0,
          family: null,
          ruleIds: [],
          reasons: [],
          sha256: null,
          sizeBytes: 1_000,
          kernelSharePercent: 0,
          judgedInMs: 0.1,
          refused: false,
        },
      ],
    },
  ],
} as const;
