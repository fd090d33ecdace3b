// A report page that exports its charts: an SVG renderer in Rust.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Charts as pictures (@resvg/resvg-wasm)',
  packages: ['@resvg/resvg-wasm'],
  kind: 'image codec',
  host: 'bank.localhost',
  threads: 1,
  result: '909567 e12ee3c3783c9e9d',
} satisfies HeavyCase;
