// A strict policy without blob: in worker-src: the guard must fall back to the native worker.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Own worker under a strict content security policy',
  host: 'bank.localhost',
  expect: {
    level: 'clear',
    incident: false,
    evidence: [],
    hashes: 'none',
    longestMs: 60_000,
    result: 'page 42, worker 42 at /benign/csp-page/worker.js, blob worker refused',
  },
  headers: {
    'content-security-policy':
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; connect-src 'self'",
  },
} satisfies PageCase;
