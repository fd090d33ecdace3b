// Small messages go out right after a busy worker spoke, always of one size: half of a pool's rhythm. Nothing that comes
// back hands out work.
const seconds = Number(new URLSearchParams(location.search).get('seconds') ?? 5);
const everyMs = 250;

function count(socket) {
  const worker = new Worker('worker.js');
  let toldAt = 0;
  return new Promise((resolve) => {
    worker.onmessage = ({ data: { percent, count } }) => {
      if (count) {
        worker.terminate();
        return resolve(count);
      }
      if (performance.now() - toldAt < everyMs) return;
      toldAt = performance.now();
      const text = `${String(percent).padStart(3)} % are done`;
      socket.send(JSON.stringify({ type: 'message', text }));
    };
    worker.postMessage(seconds * 1_000);
  });
}

demoPage.run(async () => {
  const socket = new WebSocket(`ws://${location.host}/chat`);
  await new Promise((resolve) => (socket.onopen = resolve));
  return (await Promise.all([count(socket), count(socket)])).join(', ');
});
