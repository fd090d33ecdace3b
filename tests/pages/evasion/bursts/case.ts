// Bursts shorter than what counts as sustained, with rests longer than what counts as a pause.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'In bursts: two seconds of every ten',
  host: 'mine.localhost',
  expect: {
    level: 'confirmed',
    incident: true,
    evidence: ['detect/work', 'detect/pool-dialogue'],
    hashes: 'some',
    longestMs: 120_000,
  },
  slow: true,
} satisfies PageCase;
