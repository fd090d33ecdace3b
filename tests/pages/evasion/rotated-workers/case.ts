// No worker lives long enough to be busy for long.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'A new pair of workers every two seconds',
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
