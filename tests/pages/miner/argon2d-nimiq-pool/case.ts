// A real web miner's kernel whose nonce loop is inside the module; its building blocks are those of a password hash.
import type { PageCase } from '../../page-case.ts';

export default {
  title: "Nimiq's Argon2d nonce search in two workers, with pool",
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
