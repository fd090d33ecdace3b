// A miner that hides behind the content security policy of its own page: no guard can be in its worker. It hashes until the
// background has looked at the worker's script.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'CryptoNight in an http worker under a strict policy',
  host: 'mine.localhost',
  expect: {
    level: 'confirmed',
    incident: true,
    evidence: ['detect/dark-code'],
    hashes: 'any',
    longestMs: 10_000,
  },
  headers: {
    'content-security-policy':
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; connect-src 'self' ws:",
  },
} satisfies PageCase;
