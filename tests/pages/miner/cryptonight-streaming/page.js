// The same module as application/wasm through instantiateStreaming.
demoMiner.startCryptoNight({
  poolUrl: `ws://${location.host}/pool`,
  wasmUrl: '/generated/cryptonight.wasm',
  report: (message) => demoPage.take(window, message),
});
