// The page holds the socket, as many real miners do; two workers hash.
const workers = [0, 1].map(() => demoPage.watch(new Worker('worker.js')));

async function start() {
  const pool = await demoMiner.connectPool({
    url: `ws://${location.host}/pool`,
    algo: 'argon2d/512',
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
