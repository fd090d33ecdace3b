// A module worker has no importScripts: it imports the loop and evaluates the package's classic script.
const source = `
import '${location.origin}/site/miner-core.js';
await demoMiner.evaluateScript('${location.origin}/npm/turtlecoin-crypto/dist/turtlecoin-crypto-wasm.js');
demoMiner.startCryptoNight({
  poolUrl: 'ws://${location.host}/pool',
  report: (message) => postMessage(message),
});`;
const blob = new Blob([source], { type: 'text/javascript' });
demoPage.watch(new Worker(URL.createObjectURL(blob), { type: 'module' }));
