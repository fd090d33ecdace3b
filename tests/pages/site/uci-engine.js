// Drives a chess engine in a worker by the UCI protocol, for the heavy pages. A classic script.
(() => {
  const position = 'r1bqkbnr/pppp1ppp/2n5/4p3/2B1P3/5N2/PPPP1PPP/RNBQK2R b KQkq - 3 3';

  /** @returns a unit of work: a search from an empty table, which gives the move and the count of positions */
  function uciEngine(url, depth) {
    const worker = new Worker(url);

    function answerTo(line, start) {
      return new Promise((resolve, reject) => {
        let nodes = 0;
        worker.onerror = (event) => reject(new Error(event.message || 'the engine did not load'));
        worker.onmessage = ({ data }) => {
          nodes = Number(/ nodes (\d+)/.exec(data)?.[1] ?? nodes);
          if (data.startsWith(start)) resolve(`${data.split(' ', 2).join(' ')}, ${nodes} nodes`);
        };
        worker.postMessage(line);
      });
    }

    return async () => {
      worker.postMessage('ucinewgame');
      await answerTo('isready', 'readyok');
      worker.postMessage(`position fen ${position}`);
      return answerTo(`go depth ${depth}`, 'bestmove');
    };
  }

  self.uciEngine = uciEngine;
})();
