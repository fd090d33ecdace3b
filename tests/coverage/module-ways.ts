// Ways by which bytes become a module, in the page itself and, where it could make a difference, in a blob worker as well;
// then modules that come from another place. A way may use only what both have.
import type { Outcome } from './kit.ts';
import { rowsOf, type Place, type Run } from './place.ts';

const row = rowsOf({ group: 'ways to a module' });

interface Way {
  readonly id: string;
  readonly title: string;
  readonly run: Run;
  readonly more: Partial<Place>;
}

const way = (id: string, title: string, run: Run, more: Partial<Place> = {}): Way => ({
  ...{ id, title, run, more },
});

function inPage({ id, title, run, more }: Way): Place {
  return row(`page-${id}`, `${title}, in the page`, run, more);
}

function inWorker({ id, title, run, more }: Way): Place {
  const inside = `Promise.resolve((${run.toString()})(kit)).then(kit.tell)`;
  const started = `(kit) => kit.worker(kit.blobUrl(kit.script(${JSON.stringify(inside)})))`;
  return row(`in-worker-${id}`, `${title}, in a blob worker`, started, more);
}

const calls: readonly Way[] = [
  way('module', 'new WebAssembly.Module', (kit) => kit.compile()),
  way('compile', 'WebAssembly.compile', (kit) => kit.judge(() => WebAssembly.compile(kit.bytes()))),
  way('instantiate', 'WebAssembly.instantiate of bytes', (kit) =>
    kit.judge(() => WebAssembly.instantiate(kit.bytes(), {})),
  ),
  way('compile-streaming', 'WebAssembly.compileStreaming from the network', (kit) =>
    kit.judge(() => WebAssembly.compileStreaming(fetch(kit.here.miner))),
  ),
  way('instantiate-streaming', 'WebAssembly.instantiateStreaming from the network', (kit) =>
    kit.judge(() => WebAssembly.instantiateStreaming(fetch(kit.here.miner), {})),
  ),
  way('own-response', 'streaming from a response that the page made', (kit) => {
    const headers = { 'content-type': 'application/wasm' };
    return kit.judge(() => WebAssembly.compileStreaming(new Response(kit.bytes(), { headers })));
  }),
  way('own-stream', 'streaming from a stream that the page made', (kit) => {
    const headers = { 'content-type': 'application/wasm' };
    const bytes = kit.bytes();
    const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += 50_000)
          controller.enqueue(bytes.slice(at, at + 50_000));
        controller.close();
      },
    });
    return kit.judge(() => WebAssembly.compileStreaming(new Response(stream, { headers })));
  }),
  way('byte-stream', 'streaming from a byte stream that fills buffers when asked', (kit) => {
    const headers = { 'content-type': 'application/wasm' };
    const bytes = kit.bytes();
    let at = 0;
    const stream = new ReadableStream({
      type: 'bytes',
      autoAllocateChunkSize: 4096,
      pull(controller) {
        const { byobRequest } = controller;
        const { view } = byobRequest ?? {};
        if (!byobRequest || !view) return;
        const part = bytes.subarray(at, at + view.byteLength);
        new Uint8Array(view.buffer, view.byteOffset, view.byteLength).set(part);
        at += part.length;
        if (part.length === 0) controller.close();
        byobRequest.respond(part.length);
      },
    });
    return kit.judge(() => WebAssembly.compileStreaming(new Response(stream, { headers })));
  }),
  way('unpacked', 'streaming from bytes that were compressed', (kit) => {
    const headers = { 'content-type': 'application/wasm' };
    const packed = new Blob([kit.bytes()]).stream().pipeThrough(new CompressionStream('gzip'));
    const stream = packed.pipeThrough(new DecompressionStream('gzip'));
    return kit.judge(() => WebAssembly.compileStreaming(new Response(stream, { headers })));
  }),
  way('blob-response', 'streaming from a blob: address', (kit) => {
    const url = URL.createObjectURL(new Blob([kit.bytes()], { type: 'application/wasm' }));
    return kit.judge(() => WebAssembly.compileStreaming(fetch(url)));
  }),
  way('data-response', 'streaming from a data: address', (kit) => {
    const url = `data:application/wasm;base64,${kit.base64()}`;
    return kit.judge(() => WebAssembly.compileStreaming(fetch(url)));
  }),
  way('cache', 'streaming from the cache of the page', async (kit) => {
    const cache = await caches.open(kit.here.id);
    const headers = { 'content-type': 'application/wasm' };
    const address = kit.echo('kept.wasm', {});
    await cache.put(address, new Response(kit.bytes(), { headers }));
    const response = (await cache.match(address)) ?? Response.error();
    return kit.judge(() => WebAssembly.compileStreaming(response));
  }),
  way('options', 'compile options (builtins, imported string constants)', (kit) => {
    const options = { builtins: ['js-string'], importedStringConstants: 'strings' };
    const { compile } = WebAssembly as unknown as {
      compile: (bytes: BufferSource, options: object) => Promise<WebAssembly.Module>;
    };
    return kit.judge(() => Reflect.apply(compile, WebAssembly, [kit.bytes(), options]));
  }),
];

const bytes: readonly Way[] = [
  way('base64', 'bytes out of base64 in the script', (kit) =>
    kit.compile(
      globalThis,
      Uint8Array.from(atob(kit.base64()), (c) => c.charCodeAt(0)),
    ),
  ),
  way(
    'database',
    'bytes out of IndexedDB',
    async (kit) => {
      const opening = indexedDB.open(kit.here.id);
      opening.onupgradeneeded = () => opening.result.createObjectStore('store');
      const done = (request: IDBRequest): Promise<unknown> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(new Error('no database'));
        });
      await done(opening);
      const store = opening.result.transaction('store', 'readwrite').objectStore('store');
      await done(store.put(kit.bytes(), 'module'));
      return kit.compile(globalThis, (await done(store.get('module'))) as BufferSource);
    },
    { hasOwnHost: true },
  ),
  way('cloned', 'bytes that were cloned', (kit) =>
    kit.compile(globalThis, structuredClone(kit.bytes())),
  ),
  way('posted', 'bytes that came through a MessageChannel', async (kit) => {
    const { port1, port2 } = new MessageChannel();
    const heard = new Promise<MessageEvent<BufferSource>>((done) => (port1.onmessage = done));
    port2.postMessage(kit.bytes());
    return kit.compile(globalThis, (await heard).data);
  }),
  way('shared-memory', 'bytes in shared memory', (kit) => {
    const memory = new WebAssembly.Memory({ initial: 10, maximum: 10, shared: true });
    const given = kit.bytes();
    const view = new Uint8Array(memory.buffer, 0, given.length);
    view.set(given);
    return kit.compile(globalThis, view);
  }),
  way(
    'shared-buffer',
    'bytes in a SharedArrayBuffer of an isolated page',
    (kit) => {
      const given = kit.bytes();
      const view = new Uint8Array(new SharedArrayBuffer(given.length));
      view.set(given);
      return kit.compile(globalThis, view as unknown as BufferSource);
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
  way('resizable', 'bytes in a buffer that can be resized', (kit) => {
    const given = kit.bytes();
    const buffer = new ArrayBuffer(given.length, { maxByteLength: given.length * 2 });
    new Uint8Array(buffer).set(given);
    return kit.compile(globalThis, buffer);
  }),
  way('shrunk', 'bytes whose buffer shrinks during an asynchronous compile', (kit) => {
    const given = kit.bytes();
    const buffer = new ArrayBuffer(given.length, { maxByteLength: given.length * 2 });
    new Uint8Array(buffer).set(given);
    const compiled = WebAssembly.compile(buffer);
    buffer.resize(8);
    return kit.judge(() => compiled);
  }),
  way(
    'transferred',
    'bytes whose buffer is transferred away during an asynchronous compile',
    (kit) => {
      const given = kit.bytes().slice();
      const compiled = WebAssembly.compile(given);
      structuredClone(given.buffer, { transfer: [given.buffer] });
      return kit.judge(() => compiled);
    },
  ),
  way('wide-view', 'bytes in an array of 32-bit numbers', (kit) => {
    const given = kit.bytes();
    return kit.compile(globalThis, new Uint32Array(given.buffer, 0, given.length / 4));
  }),
  way('disguised', 'bytes whose own properties say that there are none', (kit) => {
    const given = kit.bytes().slice();
    for (const key of ['length', 'byteLength', 'buffer', 'constructor'])
      Object.defineProperty(given, key, { value: 0 });
    Object.setPrototypeOf(given, null);
    return kit.compile(globalThis, given);
  }),
];

const tricks: readonly Way[] = [
  way('subclass', 'a class that extends WebAssembly.Module', (kit) => {
    class Mine extends WebAssembly.Module {}
    return kit.judge(() => new Mine(kit.bytes()));
  }),
  way('construct', 'Reflect.construct with another target', (kit) => {
    const target = function Target(): void {};
    return kit.judge(() => Reflect.construct(WebAssembly.Module, [kit.bytes()], target) as unknown);
  }),
  way('proxied', 'a Proxy around WebAssembly.Module', (kit) => {
    const Proxied = new Proxy(WebAssembly.Module, {});
    return kit.judge(() => new Proxied(kit.bytes()));
  }),
  way('bound', 'a bound constructor', (kit) => {
    const Bound = WebAssembly.Module.bind(null);
    return kit.judge(() => new Bound(kit.bytes()));
  }),
  way('constructor', 'the constructor of a harmless module', (kit) => {
    const harmless = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
    const Module = harmless.constructor as typeof WebAssembly.Module;
    return kit.judge(() => new Module(kit.bytes()));
  }),
  way('loose-compile', 'compile, called without WebAssembly', (kit) => {
    const { compile } = WebAssembly;
    return kit.judge(() => Reflect.apply(compile, undefined, [kit.bytes()]));
  }),
  way('deleted', 'WebAssembly deleted and asked for again', (kit) => {
    const { WebAssembly: kept } = globalThis;
    Reflect.deleteProperty(globalThis, 'WebAssembly');
    return kit.judge(() => new kept.Module(kit.bytes()));
  }),
  way('function-code', 'code of the Function constructor', (kit) =>
    kit.compile(new Function('return globalThis')()),
  ),
  way('eval-code', 'code of an indirect eval', (kit) =>
    kit.compile({ WebAssembly: (0, eval)('WebAssembly') as unknown }),
  ),
  way('timer-code', 'code in the text of a timer', async () => {
    const realm = globalThis as unknown as Record<string, unknown>;
    const done = new Promise<Outcome>((resolve) => (realm['done'] = resolve));
    (setTimeout as (code: string) => void)('done(kit.compile())');
    return done;
  }),
  way('imported-code', 'code of an imported data: module', async (kit) => {
    const realm = globalThis as unknown as Record<string, unknown>;
    const done = new Promise<Outcome>((resolve) => (realm['done'] = resolve));
    (0, eval)(`import(${JSON.stringify(kit.dataUrl('done(kit.compile())'))})`);
    return done;
  }),
  way(
    'source-phase',
    'import source of a module',
    async (kit) => {
      const code = `import.source(${JSON.stringify(kit.here.miner)})`;
      let imported: unknown;
      try {
        imported = (0, eval)(code);
      } catch {
        return 'not here';
      }
      return kit.judge(() => imported);
    },
    { isAbsent: true },
  ),
  way(
    'es-module',
    'import of a wasm module as an ES module',
    async (kit) => {
      const empty = { headers: { 'content-type': 'application/wasm' }, base64: 'AGFzbQEAAAA=' };
      const load = (url: string): unknown => (0, eval)(`import(${JSON.stringify(url)})`);
      try {
        await load(kit.echo('m.wasm', empty));
      } catch {
        return 'not here';
      }
      try {
        await load(kit.here.miner);
        return 'compiled';
      } catch (error) {
        return kit.failure(error);
      }
    },
    { isAbsent: true },
  ),
];

/** Where the worker has hooks of its own, or another scope. */
const ALSO_IN_WORKER: ReadonlySet<string> = new Set([
  ...['base64', 'database', 'posted', 'shared-memory', 'transferred', 'subclass', 'constructor'],
  ...['deleted', 'eval-code', 'timer-code', 'source-phase', 'es-module'],
]);
const rest = [...bytes, ...tricks];

export const modulePlaces: readonly Place[] = [
  ...[...calls, ...rest].map(inPage),
  ...[...calls, ...rest.filter(({ id }) => ALSO_IN_WORKER.has(id))].map(inWorker),
];
