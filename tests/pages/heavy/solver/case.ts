// A planning tool: branch and bound in WebAssembly in two workers.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'A packing plan in two workers (highs)',
  packages: ['highs'],
  kind: 'solver',
  host: 'demo.localhost',
  threads: 2,
  result: 'Optimal 572',
} satisfies HeavyCase;
