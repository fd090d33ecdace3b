// The streaming calls with a good response, a used one and one that is not wasm.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Streaming compilation, right and wrong (sql.js)',
  host: 'video.localhost',
  expect: {
    level: 'clear',
    incident: false,
    evidence: [],
    hashes: 'none',
    longestMs: 60_000,
    result: 'true 56 true TypeError TypeError 42',
  },
} satisfies PageCase;
