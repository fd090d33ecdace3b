// A module worker from a blob with absolute imports.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'CryptoNight in a blob module worker',
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
