// The real CryptoNight module of turtlecoin-crypto, instantiated from embedded bytes in the page itself.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'CryptoNight in the page itself, with pool',
  host: 'video.localhost',
  expect: {
    level: 'confirmed',
    incident: true,
    category: 'cryptojacking',
    evidence: ['detect/static-module'],
    hashes: 'none',
    longestMs: 5_000,
  },
} satisfies PageCase;
