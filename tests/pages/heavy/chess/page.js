// Two engines, each searches the opening again and again.
const url = '/npm/stockfish.js/stockfish.wasm.js';

heavy.run(() => [uciEngine(url, 13), uciEngine(url, 13)]);
