// An emulator in plain JavaScript: a loop over opcodes that never stops.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'A game console in a worker (jsnes)',
  packages: ['jsnes'],
  kind: 'emulator',
  host: 'demo.localhost',
  threads: 1,
  result: '101 162 ec4bf44fd5bfdecc',
} satisfies HeavyCase;
