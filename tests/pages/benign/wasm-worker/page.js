demoPage.watch(new Worker('worker.js', { name: 'all-round' }));
