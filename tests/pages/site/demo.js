// The report that every demo page gives: `window.demo` for tests, a small table for people. It starts nothing itself.
// A page calls demoPage.run(...) for a task with a result, or demoPage.watch(...) for each worker or frame that reports
// { hashes }, { result } or { error: { name, message } } by message.
(() => {
  const demo = { hashes: 0, state: 'starting', result: null, error: null };
  const hashesBySource = new Map();
  const cells = {};
  window.demo = demo;

  function report(change) {
    Object.assign(demo, change);
    if (demo.hashes > 0 && demo.state === 'starting') demo.state = 'running';
    draw();
  }

  function reportHashes(source, hashes) {
    hashesBySource.set(source, hashes);
    report({ hashes: [...hashesBySource.values()].reduce((sum, count) => sum + count, 0) });
  }

  function fail(error) {
    const text = error?.name ? `${error.name}: ${error.message}` : String(error?.message ?? error);
    report({ state: text.includes('CompileError') ? 'refused' : 'failed', error: text });
  }

  function take(source, data) {
    if (typeof data !== 'object' || data === null) return;
    if (typeof data.hashes === 'number') reportHashes(source, data.hashes);
    if (typeof data.result === 'string') report({ state: 'done', result: data.result });
    if (data.error) fail(data.error);
  }

  function watch(source) {
    source.addEventListener('message', (event) => take(source, event.data));
    source.addEventListener('error', (event) =>
      fail({ message: event.message || 'the worker could not be loaded' }),
    );
    return source;
  }

  async function run(task) {
    try {
      report({ state: 'running' });
      report({ state: 'done', result: await task() });
    } catch (error) {
      fail(error);
    }
  }

  function draw() {
    for (const [key, cell] of Object.entries(cells)) {
      if (key !== 'rate') cell.textContent = demo[key] ?? '–';
    }
  }

  /** A stopped miner is seen here: its worker is gone and its count stands still. */
  function drawRate(before) {
    cells.rate.textContent = demo.hashes - before;
    setTimeout(drawRate, 1000, demo.hashes);
  }

  function build() {
    const list = document.createElement('dl');
    list.className = 'report';
    for (const [key, label] of [
      ['state', 'State'],
      ['hashes', 'Hashes'],
      ['rate', 'Hashes in the last second'],
      ['rounds', 'Rounds'],
      ['result', 'Result'],
      ['error', 'Error'],
    ]) {
      const name = document.createElement('dt');
      cells[key] = document.createElement('dd');
      name.textContent = label;
      list.append(name, cells[key]);
    }
    (document.querySelector('main') ?? document.body).append(list);
    draw();
    drawRate(0);
  }

  window.demoPage = { report, fail, take, watch, run };
  document.addEventListener('DOMContentLoaded', build);
})();
