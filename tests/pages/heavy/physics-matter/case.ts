// A physics engine in plain JavaScript, on the page as games use it.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Falling shapes (matter-js)',
  packages: ['matter-js'],
  kind: 'physics',
  host: 'demo.localhost',
  threads: 1,
  result: 'heights 197041.9',
} satisfies HeavyCase;
