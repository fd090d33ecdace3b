// Speaks with the worker that monero-ts runs its wallet in: [object id, function, callback id, ...arguments] there,
// [object id, callback id, { result } or { error }] back. It knows no wallet but the one of the tests.
(() => {
  /** @returns a function that calls a method of the worker's wallet and resolves with its result */
  function moneroCalls(worker) {
    const waiting = new Map();
    let calls = 0;

    function settle(callback, { result, error }) {
      const { resolve, reject } = waiting.get(callback);
      waiting.delete(callback);
      if (error) reject(error);
      else resolve(result);
    }

    worker.addEventListener('message', ({ data }) => {
      if (waiting.has(data[1])) settle(data[1], data[2]);
    });
    worker.addEventListener('error', (event) => {
      const error = new Error(event.message || 'the wallet could not be loaded');
      for (const callback of [...waiting.keys()]) settle(callback, { error });
    });
    return (name, ...args) =>
      new Promise((resolve, reject) => {
        const callback = `call${(calls += 1)}`;
        waiting.set(callback, { resolve, reject });
        worker.postMessage(['wallet', name, callback, ...args]);
      });
  }

  /** The words stand for the key 01 01 … 01 00 on Monero's stage network: nobody's wallet. */
  const testWallet = {
    networkType: 2,
    password: 'assay demo',
    seed: `${'myriad vane vector '.repeat(7)}kidneys liar liar vane`,
    restoreHeight: 0,
  };

  Object.assign(self, { moneroCalls, testWallet });
})();
