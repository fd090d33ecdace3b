// Everything inline in one blob, CoinHive's dialect, the socket inside the worker.
const parts = ['/npm/turtlecoin-crypto/dist/turtlecoin-crypto-wasm.js', '/site/miner-core.js'];
const start = `
demoMiner.startCryptoNight({
  poolUrl: 'ws://${location.host}/pool-coinhive',
  dialect: 'coinhive',
  report: (message) => postMessage(message),
});`;

Promise.all(parts.map(async (url) => (await fetch(url)).text())).then((sources) => {
  const blob = new Blob([...sources, start], { type: 'text/javascript' });
  demoPage.watch(new Worker(URL.createObjectURL(blob)));
});
