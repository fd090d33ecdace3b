// Argon2id of argon2-browser, the build with the module inside its script.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Argon2id password hash, 16 MiB (argon2-browser)',
  host: 'bank.localhost',
  expect: {
    level: 'clear',
    incident: false,
    evidence: [],
    hashes: 'none',
    longestMs: 60_000,
    result: '90c6ffd3c9342e42939f766381def05a57c15343ab6d6d7d8daa400fefb37c6b',
  },
} satisfies PageCase;
