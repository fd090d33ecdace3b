// A physics engine in Rust, on the page as games use it.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Falling boxes (rapier3d)',
  packages: ['@dimforge/rapier3d-compat'],
  kind: 'physics',
  host: 'demo.localhost',
  threads: 1,
  result: 'heights 3099.49',
} satisfies HeavyCase;
