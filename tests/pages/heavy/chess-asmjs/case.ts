// The same engine as asm.js: integer loops in plain JavaScript, as asm.js miners have.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Chess analysis in asm.js (stockfish.js)',
  packages: ['stockfish.js'],
  kind: 'chess',
  host: 'demo.localhost',
  threads: 2,
  result: 'bestmove g8f6, 20039 nodes',
} satisfies HeavyCase;
