// Speaks for code that ran where no guard looks: the background saw the request of a worker without guard, fetched the
// same address again and judged what came. It may have been other bytes than the worker got, and it came too late to
// refuse them; but who serves a miner at that address has to answer for it.
import type { DarkCodeJudged } from '../protocol/observation.ts';
import { defineDetector } from './define-detector.ts';
import { capital } from './judged/strongest.ts';

interface State {
  readonly strongest: DarkCodeJudged | null;
  readonly count: number;
}

const SUSPECTED_POINTS = 30;

export default defineDetector<State>({
  id: 'detect/dark-code',
  title: 'Miner code in a worker that no guard sees',
  consumes: ['dark-code-judged'],
  ceiling: 100,
  begin: () => ({ strongest: null, count: 0 }),
  step(state, observation) {
    if (observation.kind !== 'dark-code-judged' || observation.level === 'clear') return state;
    const { strongest, count } = state;
    const isStronger = !strongest || rank(observation) > rank(strongest);
    return { strongest: isStronger ? observation : strongest, count: count + 1 };
  },
  judge({ strongest, count }) {
    if (!strongest) return null;
    const { level, score, family, ruleIds, reasons, url, place, what, sha256 } = strongest;
    const { sizeBytes, kernelSharePercent } = strongest;
    const confirmed = level === 'confirmed';
    return {
      id: this.id,
      kind: confirmed ? 'artefact' : 'code',
      weight: confirmed ? score : Math.min(score, SUSPECTED_POINTS),
      trust: 'background',
      facts: {
        family: family ?? 'unknown',
        rules: ruleIds,
        reasons,
        url,
        place,
        what,
        ...(sha256 === null ? {} : { sha256 }),
        sizeBytes,
        kernelSharePercent,
        count,
      },
      sentence: sentence(strongest),
    };
  },
});

function sentence({ level, family, what, place, sizeBytes }: DarkCodeJudged): string {
  const size = `${Math.ceil(sizeBytes / 1_000)} kB`;
  const where =
    place === 'worker' ? 'a worker without guard' : 'a shared, service or nested worker';
  const name = family ?? 'coin';
  return level === 'confirmed'
    ? `${capital(name)} miner: ${where} asked for a ${what} of ${size} that is one.`
    : `Signs of ${name} mining in a ${what} of ${size} that ${where} asked for.`;
}

function rank({ level, score }: DarkCodeJudged): number {
  return (level === 'confirmed' ? 1_000 : 0) + score;
}

const script = {
  kind: 'dark-code-judged',
  what: 'script',
  url: 'https://video.test/worker.js',
  place: 'tabless worker',
  level: 'confirmed',
  score: 95,
  family: 'cryptonight',
  ruleIds: ['wasm/cryptonight-kernel'],
  reasons: ['It holds all tables of CryptoNight.'],
  sha256: null,
  sizeBytes: 888_000,
  kernelSharePercent: 33,
} as const;

export const cases = {
  match: [
    { title: 'a shared worker whose script is a miner', observations: [script], points: 95 },
    {
      title: 'a wallet in a service worker is only watched',
      observations: [{ ...script, level: 'suspected', score: 60 }],
      points: 30,
    },
  ],
  clean: [
    { title: 'nothing fetched again', observations: [] },
    {
      title: 'a script with one hash of many (near miss)',
      observations: [{ ...script, level: 'clear', score: 0, family: null }],
    },
  ],
} as const;
