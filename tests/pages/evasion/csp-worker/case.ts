// A miner that hides behind the content security policy of its own page.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'CryptoNight in an http worker under a strict policy',
  host: 'mine.localhost',
  expect: { level: 'suspected', incident: false, evidence: [], hashes: 'some', longestMs: 10_000 },
  headers: {
    'content-security-policy':
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; connect-src 'self' ws:",
  },
  gap: 'a worker under such a policy runs without the guard, so this miner does hash.',
} satisfies PageCase;
