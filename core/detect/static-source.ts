// Speaks for the texts that the guard judged before they ran: scripts of workers and shaders. A confirmed one was
// refused and confirms by itself; a suspected one only makes us watch closely. What a module of the same page already
// said is not said twice with the same weight: a wallet brings its module and its script.
import type { SourceJudged } from '../protocol/observation.ts';
import { defineDetector } from './define-detector.ts';
import { capital, factsOf, NOTHING_JUDGED, tallied, type Strongest } from './judged/strongest.ts';

interface State extends Strongest<SourceJudged> {
  /** True when a module spoke too. */
  readonly besideModule: boolean;
}

const SUSPECTED_POINTS = 30;
/** A wallet brings its module and its script: that is one sign, not two (docs/decisions/013-fusion-by-kinds.md). */
const SUSPECTED_BESIDE_MODULE_POINTS = 5;

export default defineDetector<State>({
  id: 'detect/static-source',
  title: 'Miner code in a script or a shader',
  consumes: ['source-judged', 'module-judged'],
  ceiling: 100,
  begin: () => ({ ...NOTHING_JUDGED, besideModule: false }),
  step(state, observation) {
    if (observation.kind === 'module-judged') {
      const isNews = observation.level !== 'clear' && !state.besideModule;
      return isNews ? { ...state, besideModule: true } : state;
    }
    return observation.kind === 'source-judged' ? tallied(state, observation) : state;
  },
  judge({ strongest, besideModule, ...counts }) {
    if (!strongest) return null;
    const suspected = besideModule ? SUSPECTED_BESIDE_MODULE_POINTS : SUSPECTED_POINTS;
    return {
      id: this.id,
      kind: strongest.level === 'confirmed' ? 'artefact' : 'code',
      weight: strongest.level === 'confirmed' ? strongest.score : suspected,
      trust: 'page',
      facts: factsOf(strongest, { sizeChars: strongest.sizeChars }, counts),
      sentence: sentence(strongest),
    };
  },
});

function sentence({ level, family, source, sizeChars, reasons }: SourceJudged): string {
  const what = `a ${source === 'shader' ? 'shader' : 'worker script'} of ${Math.ceil(sizeChars / 1000)} kB`;
  const name = family ?? 'coin mining';
  const why = reasons[0] ?? 'It carries the code of a miner.';
  return level === 'confirmed'
    ? `${capital(name)} miner in ${what}: ${why}`
    : `Signs of ${name} in ${what}: ${why}`;
}

/** Each case: what was observed, and the points the detector must then give. */
const text = {
  kind: 'source-judged',
  api: 'Worker',
  workerId: null,
  source: 'script',
  family: 'cryptonight',
  ruleIds: ['source/cryptonight-text'],
  reasons: ['It carries all tables of CryptoNight as text.'],
  sizeChars: 887_840,
  judgedInMs: 4,
} as const;
const module = {
  kind: 'module-judged',
  api: 'instantiate',
  workerId: null,
  family: 'cryptonight',
  ruleIds: [],
  reasons: [],
  sha256: null,
  sizeBytes: 5_000_000,
  kernelSharePercent: 0.2,
  judgedInMs: 3,
  level: 'suspected',
  score: 30,
  refused: false,
} as const;

export const cases = {
  match: [
    {
      title: 'a refused script confirms by itself',
      observations: [{ ...text, level: 'confirmed', score: 95, refused: true }],
      points: 95,
    },
    {
      title: 'a refused shader, after a suspected one',
      observations: [
        { ...text, source: 'shader', level: 'suspected', score: 30, refused: false },
        { ...text, source: 'shader', level: 'confirmed', score: 90, refused: true },
      ],
      points: 90,
    },
    {
      title: 'a script with the words of a pool client is only watched',
      observations: [
        { ...text, family: 'miner-client', level: 'suspected', score: 30, refused: false },
      ],
      points: 30,
    },
    {
      title: 'a wallet whose script and whose module speak',
      observations: [{ ...text, level: 'suspected', score: 30, refused: false }, module],
      points: 5,
    },
  ],
  clean: [
    {
      title: 'a script with one hash of many, judged clear (near miss)',
      observations: [{ ...text, level: 'clear', score: 0, refused: false }],
    },
    { title: 'a module alone', observations: [module] },
  ],
} as const;
