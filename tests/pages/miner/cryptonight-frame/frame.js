// The miner inside the frame tells the embedding page how far it is.
demoMiner.startCryptoNight({
  poolUrl: `ws://${location.host}/pool`,
  report: (message) => {
    demoPage.take(window, message);
    parent.postMessage(message, '*');
  },
});
