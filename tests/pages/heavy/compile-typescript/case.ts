// An online editor: the TypeScript compiler, plain JavaScript, in a worker.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Type checks in a worker (typescript)',
  packages: ['typescript'],
  kind: 'compile',
  host: 'demo.localhost',
  threads: 1,
  result: '400 errors, 112580 6572f89178944a31',
} satisfies HeavyCase;
