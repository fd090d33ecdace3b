// The whole of libsodium, whose code is denser in xor and rotate than any miner.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Key derivation and encryption (libsodium)',
  host: 'bank.localhost',
  expect: {
    level: 'clear',
    incident: false,
    evidence: [],
    hashes: 'none',
    longestMs: 60_000,
    result: '6c9018a365f4079dde3a4c73deb0da0197a62e6082812d6ecb2e5dea16fe9629fa9b0db03f8c5b',
  },
} satisfies PageCase;
