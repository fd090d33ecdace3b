// monero-ts runs its wallet in a worker of its own. The page speaks the worker's messages directly:
// [object id, function, callback id, ...arguments] there, [object id, callback id, { result } or { error }] back.
// The words stand for the key 01 01 … 01 00 on Monero's stage network: nobody's wallet.
const seed = `${'myriad vane vector '.repeat(7)}kidneys liar liar vane`;
const worker = demoPage.watch(new Worker('/npm/monero-ts/dist/monero.worker.js'));
let calls = 0;

function call(name, ...args) {
  const callback = `call${(calls += 1)}`;
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data }) => {
      if (data[1] !== callback) return;
      if (data[2].error) reject(data[2].error);
      else resolve(data[2].result);
    });
    worker.postMessage(['wallet', name, callback, ...args]);
  });
}

demoPage.run(async () => {
  await call('createWalletFull', {
    networkType: 2,
    password: 'assay demo',
    seed,
    restoreHeight: 0,
  });
  const address = await call('getAddress', 0, 0);
  await call('close', false);
  return address;
});
