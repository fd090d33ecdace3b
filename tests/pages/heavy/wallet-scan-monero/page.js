// Derives 200 subaddresses; their digest is the result. Each worker has a wallet of its own.
const accounts = 200;

async function scanner() {
  const call = moneroCalls(new Worker('/npm/monero-ts/dist/monero.worker.js'));
  await call('createWalletFull', testWallet);
  return async () => {
    const asked = Array.from({ length: accounts }, (_, at) => call('getAddress', at, at + 1));
    const addresses = await Promise.all(asked);
    return `${addresses.length} ${await heavy.digest(addresses.join())}`;
  };
}

heavy.run(() => Promise.all([scanner(), scanner()]));
