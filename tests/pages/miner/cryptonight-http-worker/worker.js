// A classic worker with relative and absolute importScripts; its socket is its own.
importScripts('/npm/turtlecoin-crypto/dist/turtlecoin-crypto-wasm.js', '../../site/miner-core.js');
demoMiner.startCryptoNight({
  poolUrl: `ws://${location.host}/pool`,
  report: (message) => postMessage(message),
});
