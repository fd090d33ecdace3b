// A build tool in the browser: Brotli at its best level, in two workers.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Brotli in two workers (brotli-wasm)',
  packages: ['brotli-wasm'],
  kind: 'compression',
  host: 'video.localhost',
  threads: 2,
  result: '79757 of 355503 4efc7acd031e821e',
} satisfies HeavyCase;
