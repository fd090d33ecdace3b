demoPage.watch(new Worker('worker.js'));
