// The hard negative: an emulator compiles as many fresh modules as a miner and keeps two workers as busy. Only their sizes
// tell, so this must stay without an incident.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'An emulator that compiles blocks of every size in two busy workers',
  host: 'demo.localhost',
  expect: {
    level: 'suspected',
    incident: false,
    evidence: [],
    hashes: 'any',
    longestMs: 60_000,
    result: 'one 150 blocks 1b07e573, two 150 blocks 59d48b8f',
  },
} satisfies PageCase;
