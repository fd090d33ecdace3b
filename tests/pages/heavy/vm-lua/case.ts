// A game scripted in Lua: the real interpreter as WebAssembly in two workers.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Game scripts in two workers (wasmoon)',
  packages: ['wasmoon'],
  kind: 'scripting VM',
  host: 'demo.localhost',
  threads: 2,
  result: '2680 ways',
} satisfies HeavyCase;
