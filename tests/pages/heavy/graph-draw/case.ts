// A documentation page that draws diagrams: Graphviz as WebAssembly, built into the script.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Diagrams in a worker (@viz-js/viz)',
  packages: ['@viz-js/viz'],
  kind: 'data crunching',
  host: 'demo.localhost',
  threads: 1,
  result: '407 parts, 2777 wide',
} satisfies HeavyCase;
