// Busy workers and a lively socket, but no work comes over it. The benchmark lets it go on for three minutes.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'A long computation that tells its server how far it is',
  host: 'bank.localhost',
  expect: {
    level: 'clear',
    incident: false,
    evidence: [],
    hashes: 'none',
    longestMs: 200_000,
    result: '17984, 17984',
  },
  benchQuery: '?seconds=180',
} satisfies PageCase;
