// A miner that no module analysis can tell from a password hash: only behaviour gives it away.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Argon2d nonce loop in two workers, with pool',
  host: 'mine.localhost',
  expect: {
    level: 'confirmed',
    incident: true,
    category: 'cryptojacking',
    evidence: ['detect/work', 'detect/pool-dialogue'],
    hashes: 'some',
    longestMs: 20_000,
  },
} satisfies PageCase;
