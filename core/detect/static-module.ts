// Speaks for the wasm modules that the guard judged before they ran. A confirmed one was refused and confirms by itself;
// a suspected one (a wallet carries the same hash) only makes us watch closely.
import type { ModuleJudged } from '../protocol/observation.ts';
import { defineDetector } from './define-detector.ts';
import { capital, factsOf, NOTHING_JUDGED, tallied, type Strongest } from './judged/strongest.ts';

type State = Strongest<ModuleJudged>;

/** At most, however strongly a rule suspects: code alone never blocks what is also used for other ends. */
const SUSPECTED_POINTS = 30;
/** A program of which the kernel is so little, in percent, is about something else: a wallet has 0.1 to 0.2. */
const ASIDE_PERCENT = 1;
const ASIDE_POINTS = 20;

export default defineDetector<State>({
  id: 'detect/static-module',
  title: 'Miner code in a WebAssembly module',
  consumes: ['module-judged'],
  ceiling: 100,
  begin: () => NOTHING_JUDGED,
  step(state, observation) {
    return observation.kind === 'module-judged' ? tallied(state, observation) : state;
  },
  judge({ strongest, ...counts }) {
    if (!strongest) return null;
    const { level, score, sizeBytes, sha256, kernelSharePercent } = strongest;
    const own = { sizeBytes, sha256: sha256 ?? 'not computed', kernelSharePercent };
    return {
      id: this.id,
      kind: level === 'confirmed' ? 'artefact' : 'code',
      weight: level === 'confirmed' ? score : Math.min(score, mostPoints(strongest)),
      trust: strongest.judgedBy ?? 'page',
      facts: factsOf(strongest, own, counts),
      sentence: sentence(strongest),
    };
  },
});

function mostPoints({ kernelSharePercent }: ModuleJudged): number {
  return kernelSharePercent < ASIDE_PERCENT ? ASIDE_POINTS : SUSPECTED_POINTS;
}

function sentence({
  level,
  family,
  workerId,
  sizeBytes,
  kernelSharePercent,
}: ModuleJudged): string {
  const where = workerId === null ? 'the page' : 'a worker of the page';
  const size = `${Math.round(sizeBytes / 1000)} kB`;
  // A wallet has 0.2 %: rounded to whole numbers that would be none.
  const share = `${kernelSharePercent.toFixed(kernelSharePercent < 10 ? 1 : 0)} % of its code is proof-of-work kernel`;
  if (family === null && level === 'suspected')
    return `Code like a hash loop in ${where}: a WebAssembly module of ${size}, ${share}.`;
  const name = family ?? 'unknown';
  // The miner comes first: tables cut long sentences.
  return level === 'confirmed'
    ? `${capital(name)} miner in ${where}: a WebAssembly module of ${size}, ${share}.`
    : `${capital(name)} code inside a larger program in ${where}: a WebAssembly module of ${size}, ${share}.`;
}

/** Each case: what was observed, and the points the detector must then give. */
const module = {
  kind: 'module-judged',
  api: 'instantiate',
  workerId: null,
  family: 'cryptonight',
  ruleIds: ['wasm/cryptonight'],
  reasons: [],
  sha256: null,
  sizeBytes: 318_444,
  judgedInMs: 3,
} as const;

export const cases = {
  match: [
    {
      title: 'a refused miner confirms by itself',
      observations: [
        { ...module, level: 'confirmed', score: 100, kernelSharePercent: 70, refused: true },
      ],
      points: 100,
    },
    {
      title: 'a program with the same hash is only watched',
      observations: [
        { ...module, level: 'suspected', score: 60, kernelSharePercent: 3, refused: false },
      ],
      points: 30,
    },
    {
      title: 'a wallet, of which the hash is a thousandth, less closely',
      observations: [
        { ...module, level: 'suspected', score: 60, kernelSharePercent: 0.1, refused: false },
      ],
      points: 20,
    },
  ],
  clean: [
    {
      title: 'a module with some of the code of a miner, judged clear (near miss)',
      observations: [
        { ...module, level: 'clear', score: 10, kernelSharePercent: 24, refused: false },
      ],
    },
    { title: 'no module at all', observations: [] },
  ],
} as const;
