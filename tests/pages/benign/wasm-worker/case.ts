// A classic http worker with relative scripts, fetch, location and a nested worker.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Classic worker that relies on its own address',
  host: 'video.localhost',
  expect: {
    level: 'clear',
    incident: false,
    evidence: [],
    hashes: 'none',
    longestMs: 60_000,
    result:
      'part yes, fetch ore, path /benign/wasm-worker/worker.js, same origin true, text true, url /benign/wasm-worker/x, type true, request /benign/wasm-worker/data.json, name all-round, nested yes at /benign/wasm-worker/nested.js, wasm 42',
  },
} satisfies PageCase;
