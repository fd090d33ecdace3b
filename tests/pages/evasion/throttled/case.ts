// Throttled so that nobody hears a fan: the work of a minute gives it away.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'At 30 % duty on half of the cores',
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
