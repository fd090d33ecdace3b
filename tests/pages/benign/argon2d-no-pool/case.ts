// The miner argon2d-pool minus the pool: busy workers alone must never make an incident.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Argon2d in two busy workers for 8 s, no pool',
  host: 'bank.localhost',
  expect: {
    level: 'suspected',
    incident: false,
    evidence: [],
    hashes: 'any',
    longestMs: 60_000,
    result: '000004c6 b0c38c97112c6624, 000000d5 09d0c3eb9aef30d2',
  },
} satisfies PageCase;
