// The miner, one worker further down.
importScripts('/npm/turtlecoin-crypto/dist/turtlecoin-crypto-wasm.js', '/site/miner-core.js');
demoMiner.startCryptoNight({
  poolUrl: `ws://${location.host}/pool`,
  report: (message) => postMessage(message),
});
