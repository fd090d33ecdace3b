// Nothing for a long time, then a miner: Assay does not look at the beginning only.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Starts after a rest',
  host: 'mine.localhost',
  expect: {
    level: 'confirmed',
    incident: true,
    evidence: ['detect/work', 'detect/pool-dialogue'],
    hashes: 'some',
    longestMs: 660_000,
  },
  slow: true,
  benchQuery: '?rest=600',
} satisfies PageCase;
