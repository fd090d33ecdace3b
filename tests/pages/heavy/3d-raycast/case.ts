// A viewer that bakes light: three.js without a screen, ray after ray in plain JavaScript.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Light on a model in two workers (three)',
  packages: ['three'],
  kind: '3D graphics',
  host: 'demo.localhost',
  threads: 2,
  result: '712 hits, 1369.56',
} satisfies HeavyCase;
