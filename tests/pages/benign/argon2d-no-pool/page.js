// The heaviest honest case: two busy workers with a miner's kernel, but nobody to mine for. The job is fixed, so the
// first nonce under the target is the same on every machine; each worker finds one well before the time is over.
const runForMs = 8_000;
const job = { job_id: 'fixed', blob: '0707'.padEnd(152, '5a'), target: 'ffff7f00' };
const workers = [0, 1].map(() => demoPage.watch(new Worker('/site/argon2d-worker.js')));

function firstShare(worker) {
  return new Promise((resolve) => {
    worker.addEventListener('message', ({ data: { share } }) => {
      if (share) resolve(`${share.nonce} ${share.result.slice(0, 16)}`);
    });
  });
}

demoPage.run(async () => {
  const shares = workers.map(firstShare);
  workers.forEach((worker, index) =>
    worker.postMessage({ job, firstNonce: index, nonceStep: workers.length }),
  );
  const over = new Promise((resolve) => setTimeout(resolve, runForMs));
  const [found] = await Promise.all([Promise.all(shares), over]);
  for (const worker of workers) worker.terminate();
  return found.join(', ');
});
