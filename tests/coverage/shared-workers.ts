// Shared workers and service workers, and what starts from those.
import { DARK, NEXT, rowsOf, type Place } from './place.ts';

const row = rowsOf({ group: 'workers', hasOwnHost: true });

const SERVICE = {
  ...NEXT,
  expect: 'after',
  caughtBy:
    'Assay looks a second time at its script and at what that loads by name; the browser ends it about 30 seconds after its last event.',
} as const;

export const sharedWorkerPlaces: readonly Place[] = [
  row(
    'shared-http',
    'shared worker from the site',
    (kit) => kit.shared(kit.workerAt(kit.CONNECT)),
    DARK,
  ),
  row(
    'shared-module',
    'shared module worker',
    (kit) => {
      const address = kit.workerAt(kit.CONNECT, 'module');
      return kit.shared(address, { type: 'module' });
    },
    DARK,
  ),
  row(
    'shared-blob',
    'shared worker from a blob',
    (kit) => kit.shared(kit.blobUrl(kit.script(kit.CONNECT))),
    DARK,
  ),
  row(
    'shared-data',
    'shared worker from a data: address',
    async (kit) => {
      const outcome = await kit.shared(kit.dataUrl(kit.script(kit.CONNECT)));
      // Chromium starts none: an error event without a message.
      return outcome === 'failed: an error of the worker: undefined' ? 'not here' : outcome;
    },
    { ...DARK, isAbsent: true },
  ),
  row(
    'shared-nested',
    'worker in a shared worker',
    (kit) => {
      const body = `onconnect = ({ ports: [port] }) => {
      if (typeof Worker === 'undefined') return port.postMessage({ told: 'not here' });
      kit.worker(kit.blobUrl(kit.script())).then((told) => port.postMessage({ told }));
    };`;
      return kit.shared(kit.workerAt(body));
    },
    { ...DARK, isAbsent: true },
  ),
  row(
    'service-worker',
    'service worker',
    async (kit) => {
      const body = `onmessage = (event) => event.waitUntil(
      kit.fetched().then((bytes) => event.source.postMessage({ told: kit.compile(self, bytes) })));`;
      const answer = kit.answerOf(navigator.serviceWorker);
      navigator.serviceWorker.startMessages();
      const { installing, active } = await navigator.serviceWorker.register(kit.workerAt(body));
      (installing ?? active)?.postMessage(null);
      return answer;
    },
    SERVICE,
  ),
  row(
    'service-worker-module',
    'service worker of type module',
    async (kit) => {
      const body = `onmessage = (event) => event.waitUntil(
      kit.fetched().then((bytes) => event.source.postMessage({ told: kit.compile(self, bytes) })));`;
      const answer = kit.answerOf(navigator.serviceWorker);
      navigator.serviceWorker.startMessages();
      const address = kit.workerAt(body, 'module');
      const { installing, active } = await navigator.serviceWorker.register(address, {
        type: 'module',
      });
      (installing ?? active)?.postMessage(null);
      return answer;
    },
    SERVICE,
  ),
  row(
    'worker-by-service-worker',
    'http worker whose script a service worker makes',
    async (kit) => {
      await kit.controlled();
      return kit.worker(kit.echo('made.js', {}));
    },
  ),
  row('frame-by-service-worker', 'document that a service worker makes', async (kit) => {
    await kit.controlled();
    kit.put(kit.iframe({ src: kit.echo('made-page', {}) }));
    return kit.heard();
  }),
  row(
    'worker-in-frame-by-service-worker',
    'blob worker in a document that a service worker makes',
    async (kit) => {
      await kit.controlled();
      kit.put(kit.iframe({ src: kit.echo('made-starter', {}) }));
      return kit.heard();
    },
  ),
];
