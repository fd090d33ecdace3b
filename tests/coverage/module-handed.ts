// Modules and bytes that come from another place than the one in which they are compiled or instantiated.
import { DARK, rowsOf, type Place } from './place.ts';

const row = rowsOf({ group: 'ways to a module' });

const POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; worker-src 'self'";
const FROM_DARK = {
  expect: 'after',
  page: { headers: { 'content-security-policy': POLICY } },
  caughtBy: DARK.caughtBy,
} as const;

export const handedModulePlaces: readonly Place[] = [
  row('nested-base64', 'base64 in a data worker that a data worker starts', (kit) => {
    const bytes = `Uint8Array.from(atob('${kit.base64()}'), (c) => c.charCodeAt(0))`;
    const inner = kit.dataUrl(kit.script(`kit.tell(kit.compile(self, ${bytes}))`));
    const outer = `kit.answerOf(new Worker(${JSON.stringify(inner)})).then(kit.tell)`;
    return kit.worker(kit.dataUrl(kit.script(outer)));
  }),
  row(
    'module-from-dark-worker',
    'module that a worker without guard posts to the page',
    async (kit) => {
      const module = await kit.moduleOf(
        kit.workerAt('postMessage(new WebAssembly.Module(kit.bytes()))'),
      );
      return kit.judge(() => new WebAssembly.Instance(module, {}));
    },
    FROM_DARK,
  ),
  row(
    'module-instantiated-from-dark-worker',
    'module of a worker without guard, by WebAssembly.instantiate',
    async (kit) => {
      const module = await kit.moduleOf(
        kit.workerAt('postMessage(new WebAssembly.Module(kit.bytes()))'),
      );
      return kit.judge(() => WebAssembly.instantiate(module, {}));
    },
    FROM_DARK,
  ),
  row(
    'module-by-channel',
    'module of a worker without guard, through a MessageChannel',
    async (kit) => {
      const { port1, port2 } = new MessageChannel();
      const body =
        'onmessage = ({ ports: [port] }) => port.postMessage(new WebAssembly.Module(kit.bytes()))';
      const heard = new Promise<MessageEvent<WebAssembly.Module>>(
        (done) => (port1.onmessage = done),
      );
      new Worker(kit.workerAt(body)).postMessage(null, [port2]);
      const { data } = await heard;
      return kit.judge(() => new WebAssembly.Instance(data, {}));
    },
    FROM_DARK,
  ),
  row(
    'module-by-broadcast',
    'module of a worker without guard, through a BroadcastChannel',
    async (kit) => {
      const channel = new BroadcastChannel('modules');
      const heard = new Promise<MessageEvent<WebAssembly.Module> | null>((done) => {
        channel.onmessage = done;
        channel.onmessageerror = () => done(null);
      });
      const worker = new Worker(
        kit.workerAt(`try { new BroadcastChannel('modules').postMessage(new WebAssembly.Module(kit.bytes())); }
        catch (error) { postMessage(error.name); }`),
      );
      const refused = new Promise<null>((done) => (worker.onmessage = () => done(null)));
      const event = await Promise.race([heard, refused]);
      if (!(event?.data instanceof WebAssembly.Module)) return 'not here';
      return kit.judge(() => new WebAssembly.Instance(event.data, {}));
    },
    { ...FROM_DARK, isAbsent: true },
  ),
  row(
    'module-from-shared-worker',
    'module that a shared worker posts to the page',
    async (kit) => {
      const body =
        'onconnect = ({ ports: [port] }) => port.postMessage(new WebAssembly.Module(kit.bytes()))';
      const { port } = new SharedWorker(kit.workerAt(body));
      const event = await new Promise<MessageEvent<WebAssembly.Module> | null>((done) => {
        port.onmessage = done;
        port.onmessageerror = () => done(null);
      });
      if (!event) return 'not here';
      return kit.judge(() => new WebAssembly.Instance(event.data, {}));
    },
    {
      expect: 'after',
      isAbsent: true,
      caughtBy: DARK.caughtBy,
    },
  ),
  row('module-to-worker', 'module that the page compiles and posts to a worker', async (kit) => {
    const body =
      'onmessage = ({ data }) => kit.judge(() => new WebAssembly.Instance(data, {})).then(kit.tell)';
    const worker = new Worker(kit.blobUrl(kit.script(body)));
    try {
      worker.postMessage(new WebAssembly.Module(kit.bytes()));
    } catch (error) {
      return kit.failure(error);
    }
    return kit.answerOf(worker);
  }),
  row('module-cloned', 'module that is cloned', (kit) =>
    kit.judge(() => structuredClone(new WebAssembly.Module(kit.bytes()))),
  ),
  row(
    'racing-bytes',
    'shared bytes that a worker changes while they are compiled',
    async (kit) => {
      const given = kit.bytes();
      const shared = new Uint8Array(new SharedArrayBuffer(given.length));
      // As long whole as broken, however slow the machine is.
      const script = `onmessage = ({ data: [shared, given] }) => {
      const rest = () => { for (const until = performance.now() + 1; performance.now() < until; ); };
      postMessage(0); for (;;) { shared.set(given); rest(); shared.fill(0, 8); rest(); } }`;
      const worker = new Worker(kit.blobUrl(script));
      const started = new Promise((done) => (worker.onmessage = done));
      worker.postMessage([shared, given]);
      await started;
      let outcome = 'failed: never whole' as ReturnType<typeof kit.compile>;
      const until = performance.now() + 15_000;
      while (performance.now() < until) {
        outcome = kit.compile(globalThis, shared as unknown as BufferSource);
        if (!outcome.startsWith('failed')) break;
      }
      worker.terminate();
      return outcome;
    },
    {
      page: {
        headers: {
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-embedder-policy': 'require-corp',
        },
      },
    },
  ),
  row('detached-namespace', 'WebAssembly of a frame that was taken out', (kit) => {
    const frame = kit.put(kit.iframe());
    const { WebAssembly: kept } = frame.contentWindow as unknown as typeof globalThis;
    frame.remove();
    return kit.compile({ WebAssembly: kept });
  }),
];
