// A module http worker with static and dynamic imports.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Module worker that relies on its own address',
  host: 'video.localhost',
  expect: {
    level: 'clear',
    incident: false,
    evidence: [],
    hashes: 'none',
    longestMs: 60_000,
    result:
      'part yes, late /benign/module-worker/late.js, meta /benign/module-worker/worker.js, path /benign/module-worker/worker.js, fetch ore, name modular, strict true, importScripts TypeError, wasm 42',
  },
} satisfies PageCase;
