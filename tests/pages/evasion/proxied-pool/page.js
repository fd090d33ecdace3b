// The miner of argon2d-pool, but its own server stands between it and the pool.
import '/site/miner-core.js';
import { veil } from '/site/veil.js';

const workers = [0, 1].map(() => demoPage.watch(new Worker('/site/argon2d-worker.js')));

async function start() {
  const pool = await demoMiner.connectPool({
    url: `ws://${location.host}/feed`,
    algo: 'argon2d/512',
    wire: veil,
    onJob: hand,
  });
  for (const worker of workers) {
    worker.addEventListener('message', ({ data: { share } }) => {
      if (share) pool.submit(share, share.nonce, share.result);
    });
  }
}

function hand(job) {
  workers.forEach((worker, index) =>
    worker.postMessage({ job, firstNonce: index, nonceStep: workers.length }),
  );
}

start().catch(demoPage.fail);
