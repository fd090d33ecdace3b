// No WebAssembly anywhere: the hash is plain JavaScript.
const parts = ['/npm/turtlecoin-crypto/dist/turtlecoin-crypto.js', '/site/miner-core.js'];
const start = `
demoMiner.startCryptoNight({
  poolUrl: 'ws://${location.host}/pool',
  report: (message) => postMessage(message),
});`;

Promise.all(parts.map(async (url) => (await fetch(url)).text())).then((sources) => {
  const blob = new Blob([...sources, start], { type: 'text/javascript' });
  const worker = new Worker(URL.createObjectURL(blob));
  worker.onmessage = ({ data }) => demoPage.take(worker, data);
  // A script that cannot be loaded fires an event without a message.
  worker.onerror = ({ message = '' }) =>
    demoPage.report({ state: message ? 'failed' : 'refused', error: message || 'not loaded' });
});
