// A chess site that analyses games: Stockfish in two workers.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Chess analysis in two workers (stockfish.js)',
  packages: ['stockfish.js'],
  kind: 'chess',
  host: 'demo.localhost',
  threads: 2,
  result: 'bestmove g8f6, 287270 nodes',
} satisfies HeavyCase;
