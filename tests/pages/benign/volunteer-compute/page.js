// Each worker fetches a unit, computes for seconds and uploads the result: as much load as a miner, the same direction of
// talk, but few messages and large ones.
const seconds = Number(new URLSearchParams(location.search).get('seconds') ?? 5);
const unitMs = 1_500;

function ask(socket, message, type) {
  return new Promise((resolve) => {
    socket.addEventListener('message', function heard({ data }) {
      const answer = JSON.parse(data);
      if (answer.type !== type) return;
      socket.removeEventListener('message', heard);
      resolve(answer);
    });
    socket.send(JSON.stringify(message));
  });
}

function folded(worker, places) {
  return new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data.folded);
    worker.postMessage({ places, forMs: unitMs });
  });
}

async function volunteer(until) {
  const socket = new WebSocket(`ws://${location.host}/lab`);
  await new Promise((resolve) => (socket.onopen = resolve));
  const worker = new Worker('worker.js');
  let first = null;
  do {
    const { unit, places } = await ask(socket, { type: 'fetch', volunteer: 'sam' }, 'unit');
    const result = await folded(worker, places);
    await ask(socket, { type: 'result', unit, result }, 'thanks');
    first ??= result.reduce((sum, place) => sum + place, 0).toFixed(3);
  } while (performance.now() < until);
  worker.terminate();
  return first;
}

demoPage.run(async () => {
  const until = performance.now() + seconds * 1_000;
  return (await Promise.all([volunteer(until), volunteer(until)])).join(', ');
});
