// Derives 400 addresses of an account from its public key, as a search over many gaps does; their digest is the
// result.
importScripts('/site/heavy.js', '/npm/ethers/dist/ethers.umd.min.js');

heavy.serve(() => {
  const root = ethers.HDNodeWallet.fromSeed(new Uint8Array(32).fill(9));
  const account = ethers.HDNodeWallet.fromExtendedKey(
    root.derivePath("44'/60'/0'/0").neuter().extendedKey,
  );
  return async () => {
    const addresses = Array.from({ length: 400 }, (_, at) => account.deriveChild(at).address);
    return `${addresses[0].slice(0, 10)} ${await heavy.digest(addresses.join())}`;
  };
});
