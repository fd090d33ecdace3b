// As much work as a miner's, for others, over a socket: never an incident. The benchmark lets it go on for three minutes.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Volunteer computing: work units in two workers',
  host: 'bank.localhost',
  expect: {
    level: 'suspected',
    incident: false,
    evidence: [],
    hashes: 'none',
    longestMs: 200_000,
    result: '907.736, 907.736',
  },
  benchQuery: '?seconds=180',
} satisfies PageCase;
