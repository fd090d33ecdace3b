// Double SHA-256 of block headers on the graphics processor. No worker, no WebAssembly, no pool: only the shader tells.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'SHA-256d nonce search in a WebGL shader',
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
