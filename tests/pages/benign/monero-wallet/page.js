// monero-ts runs its wallet in a worker of its own. The page speaks the worker's messages directly.
const worker = demoPage.watch(new Worker('/npm/monero-ts/dist/monero.worker.js'));
const call = moneroCalls(worker);

demoPage.run(async () => {
  await call('createWalletFull', testWallet);
  const address = await call('getAddress', 0, 0);
  await call('close', false);
  return address;
});
