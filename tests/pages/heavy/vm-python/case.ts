// A notebook: all of CPython, with its own SHA-3, BLAKE2 and more inside, in a worker.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'A notebook in a worker (pyodide)',
  packages: ['pyodide'],
  kind: 'scripting VM',
  host: 'demo.localhost',
  threads: 1,
  result: '977 words b5b7c73b38137765',
} satisfies HeavyCase;
