// A miner whose code nobody knows: plain JavaScript. What it does gives it away.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Scrypt in plain JavaScript in two workers, with pool',
  host: 'mine.localhost',
  expect: {
    level: 'confirmed',
    incident: true,
    evidence: ['detect/work', 'detect/pool-dialogue'],
    hashes: 'some',
    longestMs: 15_000,
  },
} satisfies PageCase;
