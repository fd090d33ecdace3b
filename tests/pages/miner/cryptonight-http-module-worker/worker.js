// A module worker with a relative import.
import '../../site/miner-core.js';

await demoMiner.evaluateScript('/npm/turtlecoin-crypto/dist/turtlecoin-crypto-wasm.js');
demoMiner.startCryptoNight({
  poolUrl: `ws://${location.host}/pool`,
  report: (message) => postMessage(message),
});
