// A worker inside a worker: the guard must carry itself along.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'CryptoNight in a worker that a worker started',
  host: 'mine.localhost',
  expect: {
    level: 'confirmed',
    incident: true,
    category: 'cryptojacking',
    evidence: ['detect/static-module'],
    hashes: 'none',
    longestMs: 5_000,
  },
} satisfies PageCase;
