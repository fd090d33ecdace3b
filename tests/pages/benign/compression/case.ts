// 7-Zip contains SHA-256, AES and BLAKE2 beside its compressor.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Compression round trip of 2 MB (7z-wasm)',
  host: 'video.localhost',
  expect: {
    level: 'clear',
    incident: false,
    evidence: [],
    hashes: 'none',
    longestMs: 60_000,
    result: '2097152 f323b4a8e102af05f0ab534237734845d2cd683f168b12aa12befbec843550b3',
  },
} satisfies PageCase;
