demoPage.watch(new Worker('/miner/cryptonight-http-worker/worker.js'));
