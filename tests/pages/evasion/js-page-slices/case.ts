// Slices so short that no task of the page is long: neither the browser's long tasks nor a jerking page tell of them.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Scrypt in the page itself in slices of one hash',
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
