// The module arrives as application/wasm and is compiled while it streams in.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'CryptoNight by instantiateStreaming',
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
