// Three workers that never rest; the work is in worker.js.
heavy.run(() => heavy.workers(3, 'worker.js', { type: 'module' }));
