// 7-Zip contains SHA-256, AES and BLAKE2 beside its compressor.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Compression round trip of 4 MB (7z-wasm)',
  host: 'video.localhost',
  expect: {
    level: 'clear',
    incident: false,
    evidence: [],
    hashes: 'none',
    longestMs: 20_000,
    result: '4194304 4731e4bf1a986461b08cba8f31d77aa4080cc5fed0fce48ca0b2f5fceabdc571',
  },
} satisfies PageCase;
