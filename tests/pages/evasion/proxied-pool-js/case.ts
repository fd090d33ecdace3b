// Code that nobody knows and words that nobody can read: what is left is also what volunteer computing looks like.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Scrypt in plain JavaScript, the pool behind a proxy in bytes',
  host: 'mine.localhost',
  expect: {
    level: 'suspected',
    incident: false,
    evidence: [],
    hashes: 'some',
    longestMs: 60_000,
  },
  slow: true,
  gap: 'Unknown code with an unreadable dialogue stays suspected: volunteer computing does the same.',
} satisfies PageCase;
