// Probes of workers as a page sees them from outside: construction, events, messages. Run in a page and in a worker.

export const probes = {
  'shapes of Worker, Blob, URL, WebSocket and their members': ({ shape }) => {
    const members = (owner, ...names) =>
      names.map((name) => shape(Object.getOwnPropertyDescriptor(owner, name).value));
    const constructors = [Worker, Blob, WebSocket].concat(
      typeof SharedWorker === 'undefined' ? [] : [SharedWorker],
    );
    return {
      constructors: constructors.map(shape),
      prototypes: constructors.map(({ prototype }) => shape(prototype)),
      same: constructors.map((one) => one.prototype.constructor === one),
      global: ['Worker', 'Blob', 'WebSocket'].map((name) =>
        Object.keys(Object.getOwnPropertyDescriptor(globalThis, name)),
      ),
      members: [
        ...members(Worker.prototype, 'postMessage', 'terminate'),
        ...members(WebSocket.prototype, 'send', 'close'),
        ...members(URL, 'createObjectURL', 'revokeObjectURL'),
        ...members(EventTarget.prototype, 'addEventListener', 'removeEventListener'),
      ],
      scope: ['setTimeout', 'setInterval', 'fetch'].map((name) => shape(globalThis[name])),
      statics: [WebSocket.OPEN, WebSocket.prototype.CLOSED],
    };
  },

  'errors of bad arguments': ({ outcomes, blobUrl, echo }) => {
    const url = blobUrl('');
    const kill = (worker) => (worker.terminate(), 'started');
    return outcomes(
      {
        nothing: () => new Worker(),
        called: () => Worker(url),
        badUrl: () => new Worker('http://'),
        symbol: () => new Worker(Symbol('a')),
        crossOrigin: () => new Worker(echo('w.js', {}).replace('demo.', 'video.')),
        ftp: () => new Worker('ftp://demo.localhost/x'),
        numberOptions: () => new Worker(url, 5),
        nullOptions: () => kill(new Worker(url, null)),
        functionOptions: () => kill(new Worker(url, () => 1)),
        badType: () => new Worker(url, { type: 'other' }),
        badCredentials: () => new Worker(url, { credentials: 'other' }),
        throwing: () => new Worker(url, { get type() { throw new RangeError('mine'); } }),
        postNothing: () => { const w = new Worker(url); try { w.postMessage(); } finally { w.terminate(); } },
        postFunction: () => { const w = new Worker(url); try { w.postMessage(() => 1); } finally { w.terminate(); } },
        postHttpFunction: () => { const w = new Worker(echo('w.js', {})); try { w.postMessage(() => 1); } finally { w.terminate(); } },
        postHttpNothing: () => { const w = new Worker(echo('w.js', {})); try { w.postMessage(); } finally { w.terminate(); } },
        postDetached: () => Worker.prototype.postMessage.call({}, 1),
        terminateDetached: () => Worker.prototype.terminate.call({}),
        blobNothing: () => new Blob(),
        blobNumber: () => new Blob(5),
        blobCalled: () => Blob(),
        urlNothing: () => URL.createObjectURL(),
        urlNumber: () => URL.createObjectURL(5),
        socketNothing: () => new WebSocket(),
        socketBad: () => new WebSocket('ws://a b'),
        socketCalled: () => WebSocket('ws://demo.localhost'),
        sendDetached: () => WebSocket.prototype.send.call({}, 1),
        sendEarly: () => new WebSocket('ws://demo.localhost:1').send('x'),
      },
      (value) => (typeof value === 'string' ? value : Object.prototype.toString.call(value)),
    );
  }, // prettier-ignore

  'subclasses and identities': async ({ blobUrl, next }) => {
    class MyWorker extends Worker {
      mine() {
        return 'mine';
      }
    }
    class MySocket extends WebSocket {}
    class MyBlob extends Blob {}
    const worker = new MyWorker(blobUrl('postMessage(1)'), { name: 'n' });
    const { data, constructor, isTrusted, origin, ports } = await next(worker, 'message');
    const socket = new MySocket('ws://demo.localhost:1');
    const blob = new MyBlob(['ab'], { type: 'text/x' });
    worker.terminate();
    return [
      worker.mine(), worker instanceof MyWorker, worker instanceof Worker, worker.constructor === MyWorker,
      data, constructor.name, isTrusted, origin, ports.length,
      socket instanceof MySocket, socket instanceof WebSocket, socket.url,
      blob instanceof MyBlob, blob.size, blob.type, await blob.text(),
      new Worker(blobUrl('close()')).constructor === Worker,
    ]; // prettier-ignore
  },

  'how often the arguments are read': ({ traced, blobUrl }) => {
    const log = [];
    const url = blobUrl('close()');
    const address = { toString: () => (log.push('address'), url) };
    new Worker(address, traced({ name: 'n', type: 'classic' }, log));
    new Worker(address, traced({}, log));
    const options = { type: { toString: () => (log.push('type'), 'module') } };
    new Worker(url, options);
    return log;
  },

  'a type that is an object': async ({ firstEvent, blobUrl, echo }) => {
    const type = { toString: () => 'module' };
    const script = 'postMessage([typeof import.meta.url, typeof this])';
    return [
      await firstEvent(new Worker(blobUrl(script), { type })),
      await firstEvent(new Worker(echo('w.js', { body: script }), { type })),
    ];
  },

  'a throwing script: error event': async ({ firstEvent, blobUrl, echo }) => {
    // Thrown by the engine: of one that is made and thrown, a debugger that is there already names the other column.
    const script = '\n\n  null.mine;';
    const blob = blobUrl(script);
    const seen = await firstEvent(new Worker(blob));
    const strict = await firstEvent(new Worker(blobUrl('"use strict";\nmissing = 1;')));
    const module = await firstEvent(new Worker(blobUrl(script), { type: 'module' }));
    const http = await firstEvent(new Worker(echo('w.js', { body: script })));
    const httpModule = await firstEvent(
      new Worker(echo('w.js', { body: script }), { type: 'module' }),
    );
    const data = await firstEvent(new Worker(`data:text/javascript,${encodeURIComponent(script)}`));
    return [
      { ...seen, filename: seen.filename === blob },
      { ...strict, filename: strict.filename.slice(0, 5) },
      { ...module, filename: module.filename.slice(0, 5) },
      http,
      httpModule,
      { ...data, filename: data.filename.slice(0, 5) },
    ];
  },

  'an error inside the worker: onerror and stack': async ({ firstEvent, blobUrl, echo }) => {
    const script = `self.onerror = (message, file, line, column, error) => {
  postMessage([message, file, line, column, error.stack]);
  return true;
};
setTimeout(function later() {
  throw new Error('late'); }, 0);`;
    const blob = blobUrl(script);
    const fromBlob = (await firstEvent(new Worker(blob))).message;
    const fromHttp = (await firstEvent(new Worker(echo('w.js', { body: script })))).message;
    const frames = (stack) => stack.replaceAll(blob, 'BLOB').split('\n').slice(0, 2);
    return [
      [fromBlob[0], fromBlob[1] === blob, fromBlob[2], frames(fromBlob[4])],
      [...fromHttp.slice(0, 3), frames(fromHttp[4])],
    ];
  },

  'a syntax error: error event': async ({ firstEvent, blobUrl, echo }) => {
    const script = 'let a = 1;\nlet b = ;\n';
    const plain = ({ filename, ...rest }) => ({ ...rest, filename: filename?.slice(0, 5) });
    // A classic worker's message names importScripts: a known gap with a test of its own.
    return plain(await firstEvent(new Worker(blobUrl(script), { type: 'module' })));
  },

  strictness: async ({ firstEvent, blobUrl, echo }) => {
    const strict = 'postMessage((function () { return this === undefined; })())';
    const run = (url) => firstEvent(new Worker(url));
    return [
      await run(blobUrl(`'use strict'; ${strict}`)),
      await run(blobUrl(`// c\n/* d */ "use strict"\n${strict}`)),
      await run(blobUrl(strict)),
      await run(blobUrl(`'use strict'.length; ${strict}`)),
      await run(blobUrl(`'other directive'; 'use strict'; ${strict}`)),
      await run(echo('w.js', { body: `'use strict'; ${strict}` })),
      await run(`data:text/javascript,'use strict';${strict}`),
      await run(`data:text/javascript;base64,${btoa(`'use strict';${strict}`)}`),
    ];
  },

  'an address revoked in the same tick': async ({ firstEvent, blobUrl }) => {
    const url = blobUrl('postMessage("ran")');
    const worker = new Worker(url);
    URL.revokeObjectURL(url);
    return firstEvent(worker);
  },

  'an address revoked before': async ({ firstEvent, blobUrl }) => {
    const url = blobUrl('postMessage("ran")');
    URL.revokeObjectURL(url);
    return firstEvent(new Worker(url));
  },

  'messages and transfers posted before the start keep their order': async ({ blobUrl, echo }) => {
    const script = `const got = [];
onmessage = ({ data, ports }) => {
  got.push([typeof data === 'object' ? data.byteLength : data, ports.length]);
  if (data === 'last') postMessage(got);
};`;
    const run = async (worker) => {
      const buffer = new ArrayBuffer(16);
      const other = new ArrayBuffer(8);
      const { port1 } = new MessageChannel();
      const reused = { byteLength: 3 };
      worker.postMessage('first');
      worker.postMessage(buffer, [buffer]);
      worker.postMessage(other, { transfer: [other] });
      worker.postMessage('port', new Set([port1]));
      worker.postMessage(reused);
      reused.byteLength = 4;
      worker.postMessage(undefined);
      worker.postMessage('last', []);
      const sizes = [buffer.byteLength, other.byteLength];
      const got = await new Promise((done) => (worker.onmessage = ({ data }) => done(data)));
      worker.terminate();
      return { got, sizes };
    };
    return [
      await run(new Worker(blobUrl(script))),
      await run(new Worker(blobUrl(script), { type: 'module' })),
      await run(new Worker(echo('w.js', { body: script }))),
      await run(new Worker(echo('w.js', { body: script }), { type: 'module' })),
      await run(new Worker(`data:text/javascript,${encodeURIComponent(script)}`)),
    ];
  },

  'terminated before the start': async ({ blobUrl, echo, next }) => {
    let messages = 0;
    for (const url of [blobUrl('postMessage(1)'), echo('w.js', { body: 'postMessage(1)' })]) {
      const worker = new Worker(url);
      worker.onmessage = () => messages++;
      worker.postMessage('x');
      worker.terminate();
      worker.terminate();
    }
    // Another worker started later has answered: whatever the first ones had to say is here by then.
    await next(new Worker(blobUrl('postMessage(1)')), 'message');
    return messages;
  },

  'addresses that cannot be loaded': async ({ firstEvent, echo }) => {
    const event = (name, reply, options) => firstEvent(new Worker(echo(name, reply), options));
    return [
      await event('w.js', { status: 404 }),
      await event('w.js', { status: 404 }, { type: 'module' }),
      await event('w.js', { status: 500, body: 'postMessage(1)' }),
    ];
  },

  'a module that imports what is not there': ({ firstEvent, blobUrl }) =>
    firstEvent(new Worker(blobUrl('import "http://demo.localhost:1/x.js"'), { type: 'module' })),

  'name, credentials, top-level await, import.meta.url': async ({ firstEvent, blobUrl, echo }) => {
    const script = `
const early = [];
const told = new Promise((done) => (onmessage = ({ data }) => done(data)));
await new Promise((done) => setTimeout(done, 20));
postMessage([name, typeof import.meta.url, self.location.protocol, typeof (await told)]);`;
    const start = (url, options) => {
      const worker = new Worker(url, { type: 'module', ...options });
      worker.postMessage('hello');
      return firstEvent(worker);
    };
    const meta = 'postMessage([import.meta.url, self.location.href, name])';
    return [
      await start(blobUrl(script), { name: 'a blob' }),
      await start(echo('w.js', { body: script }), { name: 'an http' }),
      await firstEvent(
        new Worker(echo('w.js', { body: meta }), { type: 'module', credentials: 'omit' }),
      ),
      await firstEvent(new Worker(blobUrl('postMessage(name)'), { name: 'n' })),
      await firstEvent(new Worker(blobUrl('postMessage(name)'))),
    ];
  },

  'nested workers, from every kind': async ({ firstEvent, blobUrl, echo }) => {
    const inner = 'postMessage("inner " + name + typeof WebAssembly.compile);';
    const nest = (url) =>
      `const w = new Worker(${JSON.stringify(url)}, { name: 'x' }); w.onmessage = ({ data }) => postMessage('outer ' + data);`;
    const made = `${nest('URL')}`.replace(
      '"URL"',
      `URL.createObjectURL(new Blob([${JSON.stringify(inner)}]))`,
    );
    const blob = blobUrl(inner);
    const http = echo('w.js', { body: inner });
    const results = [];
    for (const outer of [nest(blob), nest(http), made, nest(`data:text/javascript,${inner}`)]) {
      results.push(await firstEvent(new Worker(blobUrl(outer))));
      results.push(await firstEvent(new Worker(echo('o.js', { body: outer }))));
    }
    return results;
  },

  'a worker that starts itself again from its own address': async ({
    firstEvent,
    blobUrl,
    echo,
  }) => {
    const again = (address) =>
      `if (name === 'inner') postMessage('inner ran'); else {
         const w = new Worker(${address}, { name: 'inner', type: TYPE });
         w.onmessage = ({ data }) => postMessage(data); w.onerror = (e) => postMessage('failed ' + e.message);
       }`;
    const classic = again('self.location.href').replace('TYPE', '"classic"');
    const module = again('import.meta.url').replace('TYPE', '"module"');
    return [
      await firstEvent(new Worker(blobUrl(classic))),
      await firstEvent(new Worker(echo('w.js', { body: classic }))),
      await firstEvent(new Worker(blobUrl(module), { type: 'module' })),
      await firstEvent(new Worker(echo('w.js', { body: module }), { type: 'module' })),
    ];
  },

  'data: workers': async ({ firstEvent }) => {
    const script = 'postMessage([typeof origin, self.location.protocol, "ä ☃", name])';
    return [
      await firstEvent(
        new Worker(`data:text/javascript;charset=utf-8,${encodeURIComponent(script)}`),
      ),
      await firstEvent(
        new Worker(`data:text/javascript,${script.replaceAll('"', '%22')}`, { name: 'n' }),
      ),
      await firstEvent(new Worker(`data:text/javascript;base64,${btoa('postMessage(1)')}`)),
      await firstEvent(
        new Worker('data:application/javascript,postMessage(1)', { type: 'module' }),
      ),
      await firstEvent(new Worker('data:,postMessage(1)')),
      await firstEvent(new Worker('data:text/plain,postMessage(1)')),
    ];
  },

  'a script longer than its head, with a BOM and odd text': async ({ firstEvent }) => {
    const url = (parts) => URL.createObjectURL(new Blob(parts));
    return [
      await firstEvent(new Worker(url([new Uint8Array([0xef, 0xbb, 0xbf]), 'postMessage("bom")']))),
      await firstEvent(new Worker(url([`//${'x'.repeat(5000)}\n`, 'postMessage("long")']))),
      await firstEvent(new Worker(url(['postMessage("ends in a comment") // here']))),
      await firstEvent(new Worker(url(['postMessage("named")\n//# sourceURL=mine.js']))),
      await firstEvent(new Worker(url(['<!-- html comment\npostMessage("html")']))),
    ];
  },

  'functions and variables at the top of a classic script': async ({
    firstEvent,
    blobUrl,
    echo,
  }) => {
    const script =
      'var location2 = location.href.length > 0; function helper() { return this === self; }\n' +
      'postMessage([location2, helper(), typeof assaySource, typeof assayBoot, Object.keys(self).includes("helper")]);';
    const handler = 'function onmessage(e) { postMessage("got " + e.data); }';
    const posted = (worker) => (worker.postMessage('it'), firstEvent(worker));
    return [
      await firstEvent(new Worker(blobUrl(script))),
      await firstEvent(new Worker(echo('w.js', { body: script }))),
      await posted(new Worker(blobUrl(`self.onmessage = (e) => postMessage("got " + e.data);`))),
      handler.length,
    ];
  },

  'sixty workers': async ({ blobUrl }) => {
    const url = blobUrl('onmessage = ({ data }) => { postMessage(data * 2); close(); }');
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => {
        const worker = new Worker(url);
        worker.postMessage(index);
        return new Promise((done) => (worker.onmessage = ({ data }) => done(data)));
      }),
    );
    return answers.reduce((sum, value) => sum + value, 0);
  },
};
