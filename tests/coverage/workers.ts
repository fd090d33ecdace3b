// Dedicated workers in which a page can run WebAssembly: by the address of their script and by who starts them.
import { rowsOf, type Place, type Run } from './place.ts';

const row = rowsOf({ group: 'workers' });

const bySource: readonly Place[] = [
  row('worker-blob', 'worker from a blob', (kit) => kit.worker(kit.blobUrl(kit.script()))),
  row('worker-data', 'worker from a data: address', (kit) => kit.worker(kit.dataUrl(kit.script()))),
  row('worker-data-base64', 'worker from a data: address in base64', (kit) =>
    kit.worker(`data:text/javascript;base64,${btoa(kit.script())}`),
  ),
  row('worker-http', 'worker from the site', (kit) => kit.worker(kit.workerAt())),
  row('worker-module-blob', 'module worker from a blob', (kit) =>
    kit.worker(kit.blobUrl(kit.script()), { type: 'module' }),
  ),
  row('worker-module-data', 'module worker from a data: address', (kit) =>
    kit.worker(kit.dataUrl(kit.script()), { type: 'module' }),
  ),
  row('worker-module-http', 'module worker from the site', (kit) =>
    kit.worker(kit.workerAt(kit.TELL, 'module'), { type: 'module' }),
  ),
  row('worker-redirected', 'worker whose address is redirected', (kit) =>
    kit.worker(kit.echo('w.js', { status: 302, headers: { location: kit.workerAt() } })),
  ),
  row('worker-module-redirected', 'module worker whose address is redirected', (kit) => {
    const headers = { location: kit.workerAt(kit.TELL, 'module') };
    return kit.worker(kit.echo('w.js', { status: 302, headers }), { type: 'module' });
  }),
  row('worker-url-object', 'worker from a URL object, with a name', (kit) =>
    kit.worker(new URL(kit.workerAt()), { name: 'named', credentials: 'omit' }),
  ),
  row('worker-revoked', 'worker from a blob whose address is revoked at once', (kit) => {
    const address = kit.blobUrl(kit.script());
    const answer = kit.worker(address);
    URL.revokeObjectURL(address);
    return answer;
  }),
  row('worker-plain-text', 'worker from a blob without a type', (kit) =>
    kit.worker(kit.blobUrl(kit.script(), '')),
  ),
  row('worker-imported', 'script that a worker imports', (kit) =>
    kit.worker(kit.blobUrl(`importScripts(${JSON.stringify(kit.blobUrl(kit.script()))})`)),
  ),
  row('worker-dynamic-import', 'module that a worker imports while it runs', (kit) => {
    const inner = JSON.stringify(kit.blobUrl(kit.script()));
    return kit.worker(kit.blobUrl(`import(${inner})`), { type: 'module' });
  }),
  row('worker-later', 'worker that waits for a message', (kit) => {
    const script = kit.script('onmessage = () => kit.tell(kit.compile())');
    const worker = new Worker(kit.blobUrl(script));
    worker.postMessage(null);
    return kit.answerOf(worker);
  }),
  row('worker-eval', 'eval in a worker', (kit) =>
    kit.worker(kit.blobUrl(kit.script(`eval("kit.tell(kit.compile())")`))),
  ),
  row('worker-subclass', 'worker of a class that extends Worker', (kit) => {
    class Mine extends Worker {}
    return kit.answerOf(new Mine(kit.blobUrl(kit.script())));
  }),
  row('worker-construct', 'worker of Reflect.construct with another target', (kit) => {
    const target = function Target(): void {};
    target.prototype = Worker.prototype;
    const made = Reflect.construct(Worker, [kit.blobUrl(kit.script())], target) as Worker;
    return kit.answerOf(made);
  }),
];

/** A worker that starts a worker and hands on what it tells. */
const nested = (id: string, title: string, run: Run): Place => row(`nested-${id}`, title, run);

const nestedWorkers: readonly Place[] = [
  nested('blob-blob', 'blob worker in a blob worker', (kit) =>
    kit.worker(kit.blobUrl(kit.script('kit.worker(kit.blobUrl(kit.script())).then(kit.tell)'))),
  ),
  nested('blob-http', 'http worker in a blob worker', (kit) =>
    kit.worker(kit.blobUrl(kit.script('kit.worker(kit.workerAt()).then(kit.tell)'))),
  ),
  nested('blob-data', 'data worker in a blob worker', (kit) =>
    kit.worker(kit.blobUrl(kit.script('kit.worker(kit.dataUrl(kit.script())).then(kit.tell)'))),
  ),
  nested('http-http', 'http worker in an http worker', (kit) =>
    kit.worker(kit.workerAt('kit.worker(kit.workerAt()).then(kit.tell)')),
  ),
  nested('http-blob', 'blob worker in an http worker', (kit) =>
    kit.worker(kit.workerAt('kit.worker(kit.blobUrl(kit.script())).then(kit.tell)')),
  ),
  nested('data-data', 'data worker in a data worker', (kit) =>
    kit.worker(kit.dataUrl(kit.script('kit.worker(kit.dataUrl(kit.script())).then(kit.tell)'))),
  ),
  nested('module-module', 'module worker in a module worker', (kit) => {
    const inner = "kit.worker(kit.workerAt(kit.TELL, 'module'), { type: 'module' }).then(kit.tell)";
    return kit.worker(kit.workerAt(inner, 'module'), { type: 'module' });
  }),
  nested('three', 'blob worker in a blob worker in a blob worker', (kit) => {
    const second = 'kit.worker(kit.blobUrl(kit.script())).then(kit.tell)';
    const first = `kit.worker(kit.blobUrl(kit.script(${JSON.stringify(second)}))).then(kit.tell)`;
    return kit.worker(kit.blobUrl(kit.script(first)));
  }),
  nested('own-address', 'worker that starts itself again by its location', (kit) => {
    const body = `if (self.name === 'again') kit.tell(kit.compile());
      else kit.worker(location.href, { name: 'again' }).then(kit.tell);`;
    return kit.worker(kit.workerAt(body));
  }),
  nested('own-blob-address', 'blob worker that starts itself again by its location', (kit) => {
    const body = `if (self.name === 'again') kit.tell(kit.compile());
      else kit.worker(location.href, { name: 'again' }).then(kit.tell);`;
    return kit.worker(kit.blobUrl(kit.script(body)));
  }),
  nested(
    'own-module-address',
    'module worker that starts itself again by import.meta.url',
    (kit) => {
      const body = `if (self.name === 'again') kit.tell(kit.compile());
      else kit.worker(import.meta.url, { name: 'again', type: 'module' }).then(kit.tell);`;
      return kit.worker(kit.workerAt(body, 'module'), { type: 'module' });
    },
  ),
  nested('relative', 'worker by a relative address in an http worker', (kit) => {
    const inner = JSON.stringify(kit.workerAt().replace(kit.here.origin, ''));
    return kit.worker(kit.workerAt(`kit.worker(${inner}).then(kit.tell)`));
  }),
];

const byPlace: readonly Place[] = [
  row('worker-of-blank-frame', 'Worker taken from a frame without an address', (kit) => {
    const { Worker } = kit.put(kit.iframe()).contentWindow as unknown as typeof globalThis;
    return kit.answerOf(new Worker(kit.blobUrl(kit.script())));
  }),
  row('worker-blob-of-frame', 'blob worker whose blob another frame made', (kit) => {
    const realm = kit.put(kit.iframe()).contentWindow as unknown as typeof globalThis;
    const blob = new realm.Blob([kit.script()], { type: 'text/javascript' });
    return kit.worker(realm.URL.createObjectURL(blob));
  }),
  row('worker-blob-of-worker', 'blob worker whose blob a worker made', async (kit) => {
    const maker = new Worker(kit.blobUrl(kit.script('postMessage(kit.blobUrl(kit.script()))')));
    const { data } = await new Promise<MessageEvent<string>>((done) => {
      maker.onmessage = done;
    });
    return kit.worker(data);
  }),
  row('worker-sandbox-blob', 'blob worker in a sandboxed frame', (kit) => {
    const body = 'kit.worker(kit.blobUrl(kit.script())).then(kit.tell)';
    kit.put(kit.iframe({ sandbox: 'allow-scripts', src: kit.page(body) }));
    return kit.heard();
  }),
  row('worker-sandbox-data', 'data worker in a sandboxed srcdoc frame', (kit) => {
    const body = 'kit.worker(kit.dataUrl(kit.script())).then(kit.tell)';
    kit.put(kit.iframe({ sandbox: 'allow-scripts', srcdoc: kit.html(body) }));
    return kit.heard();
  }),
  row('worker-data-document', 'worker in a data: document', (kit) => {
    const body = 'kit.worker(kit.dataUrl(kit.script())).then(kit.tell)';
    kit.put(kit.iframe({ src: kit.dataUrl(kit.html(body), 'text/html') }));
    return kit.heard();
  }),
  row('worker-elsewhere', 'worker in a frame of another origin', (kit) => {
    const body = 'kit.worker(kit.blobUrl(kit.script())).then(kit.tell)';
    kit.put(kit.iframe({ src: kit.page(body, kit.here.elsewhere) }));
    return kit.heard();
  }),
  row('worker-popup', 'worker in a popup', (kit) => {
    open(kit.page('kit.worker(kit.blobUrl(kit.script())).then(kit.tell)'));
    return kit.heard();
  }),
];

export const workerPlaces = [...bySource, ...nestedWorkers, ...byPlace];
