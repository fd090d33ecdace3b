// No worker at all: the page's own thread hashes and gives way now and then.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Scrypt in plain JavaScript in the page itself',
  host: 'mine.localhost',
  expect: {
    level: 'confirmed',
    incident: true,
    evidence: ['detect/work', 'detect/pool-dialogue'],
    hashes: 'some',
    longestMs: 20_000,
  },
} satisfies PageCase;
