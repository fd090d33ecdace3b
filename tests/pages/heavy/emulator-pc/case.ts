// The emulator compiles the code of its guest to WebAssembly while it runs: hundreds of fresh modules, as some miners
// have.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'A PC in the page (v86)',
  packages: ['v86'],
  kind: 'emulator',
  host: 'demo.localhost',
  threads: 1,
  result: 'ran to 098fc3b0',
} satisfies HeavyCase;
