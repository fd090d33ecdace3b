// Each frame does so little that it would pass alone; frames of one origin are one miner.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Four frames of the same origin with a small share each',
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
