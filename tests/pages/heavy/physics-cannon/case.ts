// A physics engine in plain JavaScript, in a worker as three.js scenes use it.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Colliding balls in a worker (cannon-es)',
  packages: ['cannon-es'],
  kind: 'physics',
  host: 'demo.localhost',
  threads: 1,
  result: 'heights 758.33',
} satisfies HeavyCase;
