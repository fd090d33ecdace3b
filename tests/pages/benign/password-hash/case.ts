// Argon2id of hash-wasm, once, as password managers and login pages do.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Argon2id password hash, 64 MiB (hash-wasm)',
  host: 'bank.localhost',
  expect: {
    level: 'clear',
    incident: false,
    evidence: [],
    hashes: 'none',
    longestMs: 60_000,
    result: 'd6af5631371fc330c9edad821ef85ed8bd31d15f5d744c69869880352cbe0642',
  },
} satisfies PageCase;
