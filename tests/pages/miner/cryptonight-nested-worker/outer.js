// Does nothing but start the inner worker and pass on what it says.
const inner = new Worker('inner.js');
inner.onmessage = (event) => postMessage(event.data);
inner.onerror = (event) =>
  postMessage({ error: { name: 'Error', message: event.message ?? 'inner worker failed' } });
