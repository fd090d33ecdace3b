// A module worker from the page's own site.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'CryptoNight in a module http worker',
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
