// Two workers that never rest; the work is in worker.js.
heavy.run(() => heavy.workers(2, 'worker.js'));
