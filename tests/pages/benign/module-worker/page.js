demoPage.watch(new Worker('worker.js', { type: 'module', name: 'modular' }));
