// Speaks for what the debugger saw in a tab whose load nothing explained: the bytes of the modules that were running, the
// processor time of the tab's process, and threads that stood in wasm. The background measured all of it itself.
import type { TabExamined } from '../protocol/observation.ts';
import { defineDetector } from './define-detector.ts';
import { capital } from './judged/strongest.ts';

interface State {
  readonly latest: TabExamined | null;
}

/** Less of one core than this was no load of that tab. */
const BUSY_PERCENT = 50;
const WORK_POINTS = 35;

export default defineDetector<State>({
  id: 'detect/examined-tab',
  title: 'What the debugger saw in the tab',
  consumes: ['tab-examined', 'stop-ordered'],
  ceiling: 100,
  begin: () => ({ latest: null }),
  step(state, observation) {
    if (observation.kind === 'stop-ordered') return { latest: null };
    return observation.kind === 'tab-examined' ? { latest: observation } : state;
  },
  judge({ latest }) {
    if (!latest) return null;
    const { windowMs, processCpuMs, wasmThreads, moduleCount, strongest } = latest;
    // Of one core; several threads make more than a hundred.
    const corePercent = Math.round((100 * processCpuMs) / Math.max(windowMs, 1));
    const confirmed = strongest?.level === 'confirmed';
    if (!confirmed && corePercent < BUSY_PERCENT) return null;
    const cores = (corePercent / 100).toFixed(1);
    const load = `The tab's process used ${cores} cores`;
    return {
      id: this.id,
      kind: confirmed ? 'artefact' : 'work',
      weight: confirmed ? strongest.score : WORK_POINTS,
      trust: 'background',
      facts: {
        processCores: Number(cores),
        wasmThreads,
        moduleCount,
        ...(strongest
          ? {
              family: strongest.family ?? 'unknown',
              rules: strongest.ruleIds,
              reasons: strongest.reasons,
              sha256: strongest.sha256,
              sizeBytes: strongest.sizeBytes,
              kernelSharePercent: strongest.kernelSharePercent,
            }
          : {}),
      },
      sentence: confirmed
        ? `${capital(strongest.family ?? 'coin')} miner among the modules that were running: ${Math.ceil(strongest.sizeBytes / 1_000)} kB. ${load}.`
        : `${load}; ${wasmThreads} of its threads stood in WebAssembly.`,
    };
  },
});

const examined = {
  kind: 'tab-examined',
  windowMs: 2_000,
  processCpuMs: 1_990,
  wasmThreads: 1,
  moduleCount: 1,
  strongest: null,
} as const;

export const cases = {
  match: [
    { title: 'a thread that spins in wasm', observations: [examined], points: 35 },
    {
      title: 'the bytes of a miner, found while it ran',
      observations: [
        {
          ...examined,
          strongest: {
            level: 'confirmed',
            score: 95,
            family: 'cryptonight',
            ruleIds: ['wasm/cryptonight-kernel'],
            reasons: [],
            sha256: 'ab'.repeat(32),
            sizeBytes: 318_444,
            kernelSharePercent: 33,
          },
        },
      ],
      points: 95,
    },
  ],
  clean: [
    { title: 'not examined', observations: [] },
    {
      title: 'a tab that rests (near miss)',
      observations: [{ ...examined, processCpuMs: 400 }],
    },
  ],
} as const;
