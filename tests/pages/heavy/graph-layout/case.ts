// A data journalist’s page: forces between two thousand points, in plain JavaScript.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'A network of people (d3-force)',
  packages: ['d3-force'],
  kind: 'data crunching',
  host: 'demo.localhost',
  threads: 1,
  result: 'spread 907.9',
} satisfies HeavyCase;
