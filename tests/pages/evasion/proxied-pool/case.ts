// Nothing of the dialogue can be read. Its rhythm, busy threads and a kernel that is also a password hash's are three signs.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Argon2d in two workers, the pool behind a proxy in bytes',
  host: 'mine.localhost',
  expect: {
    level: 'confirmed',
    incident: true,
    evidence: ['detect/work', 'detect/pool-rhythm'],
    hashes: 'some',
    longestMs: 60_000,
  },
  slow: true,
} satisfies PageCase;
