// A data: worker has an opaque origin; importScripts crosses origins all the same.
const source = `
importScripts(
  '${location.origin}/npm/turtlecoin-crypto/dist/turtlecoin-crypto-wasm.js',
  '${location.origin}/site/miner-core.js',
);
demoMiner.startCryptoNight({
  poolUrl: 'ws://${location.host}/pool',
  report: (message) => postMessage(message),
});`;
demoPage.watch(new Worker(`data:text/javascript,${encodeURIComponent(source)}`));
