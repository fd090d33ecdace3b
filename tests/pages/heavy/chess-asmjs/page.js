// Two engines, each searches the opening again and again.
const url = '/npm/stockfish.js/stockfish.js';

heavy.run(() => [uciEngine(url, 9), uciEngine(url, 9)]);
