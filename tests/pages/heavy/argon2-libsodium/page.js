// One worker that never rests; the work is in worker.js.
heavy.run(() => heavy.workers(1, 'worker.js'));
