// A playground that bundles in the browser: a whole Go program as WebAssembly, in a blob worker of the package.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Minify a library (esbuild-wasm)',
  packages: ['esbuild-wasm'],
  kind: 'compile',
  host: 'demo.localhost',
  threads: 1,
  result: '85608 a3c677d3351938d9',
} satisfies HeavyCase;
