// Restores a wallet, asks for its address and closes it; the address is the result.
const call = moneroCalls(new Worker('/npm/monero-ts/dist/monero.worker.js'));

heavy.run(() => async () => {
  await call('createWalletFull', testWallet);
  const address = await call('getAddress', 0, 0);
  await call('close', false);
  return address;
});
