// Shared workers are never rewritten: two tabs would get two of them. What they load is looked at by the background, and
// only leaving the page ends them.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'CryptoNight in a shared worker',
  host: 'mine.localhost',
  expect: {
    level: 'confirmed',
    incident: true,
    evidence: ['detect/dark-code'],
    hashes: 'any',
    longestMs: 10_000,
  },
} satisfies PageCase;
