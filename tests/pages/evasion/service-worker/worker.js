// Mines as soon as a page speaks to it, and tells that page.
importScripts('/npm/turtlecoin-crypto/dist/turtlecoin-crypto-wasm.js', '/site/miner-core.js');
let started = false;
onmessage = ({ source }) => {
  if (started) return;
  started = true;
  demoMiner.startCryptoNight({
    poolUrl: `ws://${location.host}/pool`,
    report: (message) => source.postMessage(message),
  });
};
