// A message now and then keeps the service worker alive.
async function start() {
  await navigator.serviceWorker.register('worker.js');
  const { active } = await navigator.serviceWorker.ready;
  navigator.serviceWorker.onmessage = ({ data }) => demoPage.take(active, data);
  setInterval(() => active.postMessage('stay'), 1_000);
}

start().catch((error) => {
  // So ends a registration that is removed under way.
  if (error.name !== 'AbortError') demoPage.fail(error);
});
