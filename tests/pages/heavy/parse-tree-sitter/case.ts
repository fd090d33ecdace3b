// An editor that colours its text: a parser as WebAssembly that loads its grammar as a second module.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Syntax trees in a worker (web-tree-sitter)',
  packages: ['web-tree-sitter', 'tree-sitter-json'],
  kind: 'parsing',
  host: 'demo.localhost',
  threads: 1,
  result: '408012 nodes, 64001 strings, no errors',
} satisfies HeavyCase;
