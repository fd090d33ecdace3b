// A compiler playground: wasm-opt works through the code of another module.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Optimise WebAssembly in a worker (binaryen)',
  packages: ['binaryen'],
  kind: 'compile',
  host: 'demo.localhost',
  threads: 1,
  result: '137705 07e4a1a9fed77d02',
} satisfies HeavyCase;
