// A design tool that runs plugins in a sandbox: an interpreter as WebAssembly, on the page.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Plugins in a sandbox (quickjs-emscripten)',
  packages: ['quickjs-emscripten-core', '@jitl/quickjs-wasmfile-release-sync'],
  kind: 'scripting VM',
  host: 'demo.localhost',
  threads: 1,
  result: '25997 primes',
} satisfies HeavyCase;
