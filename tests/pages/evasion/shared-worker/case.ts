// Shared workers are never rewritten: two tabs would get two of them.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'CryptoNight in a shared worker',
  host: 'mine.localhost',
  expect: { level: 'suspected', incident: false, evidence: [], hashes: 'some', longestMs: 10_000 },
  gap: 'shared workers run without the guard, so this miner does hash.',
} satisfies PageCase;
