// Mines for as long as any tab of the site is open and tells the first tab.
importScripts('/npm/turtlecoin-crypto/dist/turtlecoin-crypto-wasm.js', '/site/miner-core.js');
onconnect = ({ ports: [port] }) =>
  demoMiner.startCryptoNight({
    poolUrl: `ws://${location.host}/pool`,
    report: (message) => port.postMessage(message),
  });
