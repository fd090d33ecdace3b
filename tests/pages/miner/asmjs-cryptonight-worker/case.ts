// The same miner without WebAssembly: asm.js, as clients of 2017 fell back to. Its text is known before it starts.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'CryptoNight as asm.js in a blob worker',
  host: 'video.localhost',
  expect: {
    level: 'confirmed',
    incident: true,
    category: 'cryptojacking',
    evidence: ['detect/static-source'],
    hashes: 'none',
    longestMs: 8_000,
  },
} satisfies PageCase;
