function booted(name) {
  const worker = new Worker('worker.js', { type: 'module', name });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(`${name} ${data}`);
    worker.onerror = (event) => reject(new Error(event.message || 'the worker failed'));
  });
}

demoPage.run(async () => (await Promise.all(['one', 'two'].map(booted))).join(', '));
