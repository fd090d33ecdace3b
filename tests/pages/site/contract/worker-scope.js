// Probes of a worker's own scope: location, base addresses, timers and handlers, as the worker's script sees them.

export const probes = {
  'location: an object of the platform': ({ shape, thrown }) => {
    const getter = Object.getOwnPropertyDescriptor(WorkerLocation.prototype, 'href').get;
    let wrong;
    try {
      getter.call({});
    } catch (error) {
      wrong = thrown(error);
    }
    const names = ['origin', 'protocol', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'];
    return {
      own: Reflect.ownKeys(location).map(String),
      same: location === self.location,
      instance: location instanceof WorkerLocation,
      tag: String(Object.prototype.toString.call(location)),
      href: location.href === getter.call(location) && String(location) === location.href,
      parts: location.protocol === 'blob:' ? location.origin : names.map((name) => location[name]),
      url: location.protocol === 'blob:' ? '' : new URL('sibling.js', location).href,
      shapes: [shape(getter), shape(WorkerLocation.prototype), shape(location.toString)],
      descriptor: Object.keys(
        Object.getOwnPropertyDescriptor(WorkerGlobalScope.prototype, 'location') ??
          Object.getOwnPropertyDescriptor(self, 'location'),
      ),
      wrong,
    };
  },

  'relative addresses': async ({ outcomes, thrown }) => {
    if (location.protocol === 'blob:') return 'has no base';
    const xhr = (url) =>
      new Promise((done) => {
        const request = new XMLHttpRequest();
        request.open('GET', url);
        request.onload = () => done([request.status, request.responseURL]);
        request.onerror = () => done('failed');
        request.send();
      });
    return {
      fetch: await fetch('../headers').then(({ status, url }) => [status, url]),
      fetchUrl: await fetch(new URL('/headers', location)).then(({ url }) => url),
      fetchRequest: await fetch(new Request('/headers', { method: 'POST', body: 'x' })).then(
        ({ url }) => url,
      ),
      fetchObject: await fetch({ toString: () => '/headers' }).then(({ url }) => url),
      request: new Request('x?y#z').url,
      requestOfRequest: new Request(new Request('/x')).url,
      xhr: await xhr('/headers'),
      socket: new WebSocket('/socket').url.replace(/\d+/, 'N'),
      errors: await outcomes({
        fetchNothing: () => fetch(),
        fetchBad: () => fetch('http://'),
        requestNothing: () => new Request(),
        requestBad: () => new Request('http://user:pass@x/'),
        openNothing: () => new XMLHttpRequest().open(),
        importBad: () => (typeof importScripts === 'function' ? importScripts('http://') : 0),
      }),
      thrown: typeof thrown,
    };
  },

  importScripts: ({ echo, outcomes }) => {
    if (location.protocol === 'blob:') return 'has no base';
    const path = echo('lib.js', { body: 'self.loaded = (self.loaded ?? 0) + 1;' });
    const relative = path.slice(path.indexOf('/echo/') + '/echo/'.length);
    return outcomes(
      {
        relative: () => importScripts(relative),
        several: () => importScripts(relative, path, new URL(path)),
        object: () => importScripts({ toString: () => relative }),
        missing: () => importScripts(echo('x.js', { status: 404 })),
        none: () => importScripts(),
        loaded: () => self.loaded,
      },
      (value) => String(value),
    );
  },

  'handlers: identity, removal, receivers': async ({ shape }) => {
    const log = [];
    const handler = function (event) {
      log.push(['handler', this === self, event.type]);
    };
    const object = {
      handleEvent(event) {
        log.push(['object', this === object, event.type]);
      },
    };
    const once = () => log.push('once');
    self.onmessage = handler;
    const same = self.onmessage === handler;
    self.addEventListener('message', handler);
    self.addEventListener('message', handler);
    self.addEventListener('message', object);
    self.addEventListener('message', once, { once: true });
    self.addEventListener('message', null);
    self.dispatchEvent(new MessageEvent('message'));
    self.removeEventListener('message', handler);
    self.removeEventListener('message', object);
    self.dispatchEvent(new MessageEvent('message'));
    self.onmessage = null;
    self.dispatchEvent(new MessageEvent('message'));
    self.onmessage = 5;
    const { port1, port2 } = new MessageChannel();
    const got = new Promise((done) => {
      port2.onmessage = function ({ data }) {
        done([data, this === port2]);
      };
    });
    port1.postMessage('through');
    const through = await got;
    port1.close();
    const accessor = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
    return {
      same,
      log,
      five: self.onmessage,
      through,
      accessor: [shape(accessor.get), shape(accessor.set)],
    };
  },

  'one handler on two targets and of two kinds': () => {
    const log = [];
    const handler = ({ type }) => log.push(type);
    const target = new EventTarget();
    target.addEventListener('message', handler);
    target.addEventListener('other', handler);
    self.addEventListener('other', handler);
    target.dispatchEvent(new Event('message'));
    target.dispatchEvent(new Event('other'));
    self.dispatchEvent(new Event('other'));
    target.removeEventListener('other', handler);
    target.removeEventListener('message', handler, true);
    target.dispatchEvent(new Event('message'));
    target.dispatchEvent(new Event('other'));
    self.removeEventListener('other', handler);
    return log;
  },

  timers: async ({ outcomes }) => {
    const values = await new Promise((done) =>
      setTimeout(function (...args) { done([this === self, ...args]); }, 1, 'a', 'b'),
    ); // prettier-ignore
    let ticks = 0;
    await new Promise((done) => {
      const id = setInterval(() => {
        if (++ticks < 3) return;
        clearInterval(id);
        done();
      }, 1);
    });
    self.fromText = new Promise((done) => (self.doneText = done));
    setTimeout('doneText("text ran")', 1);
    return {
      values,
      ticks,
      text: await self.fromText,
      detached: typeof (0, setTimeout)(() => 0, 0),
      errors: await outcomes({
        nothing: () => setTimeout(),
        otherReceiver: () => setTimeout.call({}, () => 0),
        newTimeout: () => new setTimeout(() => 0),
        listenNothing: () => addEventListener(),
        listenNumber: () => addEventListener('message', 5),
        listenReceiver: () => addEventListener.call({}, 'message', () => 0),
      }),
    };
  },

  'an error of a handler reaches onerror unchanged': async () => {
    const mine = new RangeError('mine');
    const seen = new Promise((done) => {
      self.onerror = (message, file, line, column, error) => (
        done([message, error === mine]),
        true
      );
    });
    setTimeout(() => {
      throw mine;
    }, 0);
    const result = await seen;
    self.onerror = null;
    return result;
  },

  'no name of ours in the scope': () => {
    const names = Object.getOwnPropertyNames(self);
    const chain = [];
    for (let owner = self; owner !== null; owner = Object.getPrototypeOf(owner)) {
      chain.push(Reflect.ownKeys(owner).map(String).sort());
    }
    return { names: names.filter((name) => /assay/i.test(name)), chain };
  },
};
