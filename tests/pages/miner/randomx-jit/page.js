for (const name of ['one', 'two']) {
  demoPage.watch(new Worker('worker.js', { type: 'module', name }));
}
