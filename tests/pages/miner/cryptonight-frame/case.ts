// A cross-origin frame: the incident belongs to the page in the address bar.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'CryptoNight in a cross-origin frame',
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
