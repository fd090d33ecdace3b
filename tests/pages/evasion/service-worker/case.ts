// A service worker is the browser's own: no guard can be put in front of it. What its script loads is looked at by the
// background, and the service worker is removed.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'CryptoNight in a service worker',
  host: 'mine.localhost',
  expect: {
    level: 'confirmed',
    incident: true,
    evidence: ['detect/dark-code'],
    hashes: 'any',
    longestMs: 15_000,
  },
} satisfies PageCase;
