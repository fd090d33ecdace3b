// A page against the guard that is in it: it tampers with built-ins before and after us, freezes what we would wrap, asks for
// the text of our functions, forges and replays messages, floods, keeps the bridge away, and outlives the background. Each
// time a real miner of that page is refused or confirmed all the same, and the log holds nothing that the page made up.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright';
import { BURST_OBSERVATIONS, HANDSHAKE_EVENT } from '../../core/protocol/frame.ts';
import type { Incident } from '../../core/incident/incident.ts';
import { openStage, type Stage } from './extension.ts';
import { endBackground } from './own-pages.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const PATIENCE = { timeout: 30_000, interval: 100 };

/** An empty page on a host of its own: what is known of one must not meet the next. */
async function openPage(host: string): Promise<Page> {
  const page = await stage.assay.context.newPage();
  await page.goto(`${stage.site.origin(`${host}.mine.localhost`)}/site/empty.html`);
  return page;
}

async function incidentsOf(page: Page): Promise<readonly Incident[]> {
  const { hostname } = new URL(page.url());
  return (await stage.desk.incidents()).filter(({ hosts, site }) =>
    [site, ...hosts].includes(hostname),
  );
}

/** A scope loads CryptoNight: `scope` is an expression of the page, a window or `globalThis`. */
function load(page: Page, scope = 'globalThis'): Promise<string> {
  return page.evaluate(`fetch('/generated/cryptonight.wasm').then((r) => r.arrayBuffer())
    .then((bytes) => (${scope}).WebAssembly.compile(bytes)).then(() => 'MINED', ({ message }) => message)`);
}

/** The page's CryptoNight is refused, and the log has that and nothing else of this page. */
async function isRefused(page: Page, scope?: string): Promise<void> {
  expect(await load(page, scope)).toMatch(/refused by Assay/);
  const families = async (): Promise<unknown[]> =>
    (await incidentsOf(page)).map(({ family }) => family);
  await expect.poll(families, PATIENCE).toEqual(['cryptonight']);
}

/** Every member of `w` that a guard starts with is broken, frozen or made to throw. */
const TAMPER = `const tamper = (w) => {
  const boom = () => { throw new Error('tampered'); };
  const { defineProperty } = Object;
  const thrown = (owner, key) => defineProperty(owner, key, { get: boom, configurable: true });
  w.Array.prototype.push = w.Map.prototype.get = w.WeakMap.prototype.get = w.WeakMap.prototype.set = boom;
  w.Promise.prototype.then = w.JSON.stringify = w.JSON.parse = w.Reflect.apply = w.Object.defineProperty = boom;
  w.EventTarget.prototype.addEventListener = w.EventTarget.prototype.dispatchEvent = boom;
  w.Event.prototype.stopImmediatePropagation = w.MessagePort.prototype.postMessage = boom;
  w.Function.prototype.call = w.Function.prototype.apply = w.Function.prototype.bind = boom;
  w.Object.prototype.toJSON = function () { return this.kind ? 0 : this; };
  w.performance.now = boom;
  for (const [owner, key] of [[w.WebSocket, 'send'], [w.MessageEvent, 'data'], [w.FocusEvent, 'relatedTarget'],
    [w.Worker, 'postMessage'], [w.Object, 'then'], [w.Response, 'ok']]) thrown(owner.prototype, key);
  for (const name of ['WebSocket', 'Worker', 'Map', 'Set', 'WeakMap', 'MessageChannel', 'MessageEvent'])
    w[name] = new Proxy(w[name], { construct: boom, get: boom });
  w.Proxy = function (target) { return target; };
};`;
const FREEZE = `const freeze = (w) => {
  for (const name of ['WebAssembly', 'Worker', 'WebSocket', 'Function', 'Object', 'Array', 'Map', 'Promise', 'EventTarget',
    'MessageEvent', 'FocusEvent', 'JSON', 'Reflect']) {
    Object.freeze(w[name]);
    if (w[name].prototype) Object.freeze(w[name].prototype);
    Object.defineProperty(w, name, { value: w[name], writable: false, configurable: false });
  }
};`;

/** Puts a frame into the page and does `action` to its window before the document of the frame is there. */
function frameAfter(page: Page, action: string, kind: 'src' | 'srcdoc'): Promise<unknown> {
  const content = kind === 'src' ? '/site/empty.html' : '<p>a frame</p>';
  return page.evaluate(`new Promise((done) => {
    ${TAMPER} ${FREEZE}
    const frame = document.createElement('iframe');
    frame.onload = () => done(0);
    frame.${kind} = '${content}';
    document.body.append(frame);
    (${action})(frame.contentWindow);
  })`);
}

it.each([
  ['tampers with', 'tamper', 'src'],
  ['tampers with', 'tamper', 'srcdoc'],
  ['freezes', 'freeze', 'src'],
  ['freezes', 'freeze', 'srcdoc'],
] as const)('before us: a parent %s the realm of its frame (%s, %s)', async (_, action, kind) => {
  const page = await openPage(`before-${action}-${kind}`);
  await frameAfter(page, action, kind);
  await isRefused(page, 'frames[0]');
  await page.close();
});

it('after us: a page freezes all that it has', async () => {
  const page = await openPage('frozen');
  await page.evaluate(`${FREEZE} freeze(globalThis); for (const name of Object.getOwnPropertyNames(globalThis)) {
    const value = name === 'webkitStorageInfo' ? null : globalThis[name];
    if (typeof value === 'function') [value, value.prototype].forEach((one) => one && Object.freeze(one));
  }`);
  await isRefused(page);
  await page.close();
});

/** A miner that keeps what it needs, breaks everything else, and then mines with two workers. */
const BROKEN_MINER = `(() => {
  const { parse, stringify } = JSON, Socket = WebSocket, Thread = Worker, { apply } = Reflect;
  const { send } = Socket.prototype, { postMessage: give } = Thread.prototype;
  const data = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data').get;
  const say = (message) => apply(send, socket, [stringify(message)]);
  const login = { id: 1, method: 'login', params: { login: 'demo', pass: 'x', algo: ['argon2d/512'] } };
  ${TAMPER} tamper(globalThis);
  const socket = new Socket('ws://' + location.host + '/pool');
  const threads = [new Thread('/site/argon2d-worker.js'), new Thread('/site/argon2d-worker.js')];
  for (const at of [0, 1]) threads[at].onmessage = (event) => {
    const { share } = apply(data, event, []);
    if (share) say({ id: 2, method: 'submit', params: share });
  };
  socket.onopen = () => say(login);
  socket.onmessage = (event) => {
    const { result, params } = parse(apply(data, event, []));
    const job = params ?? result?.job;
    if (job) for (const at of [0, 1]) apply(give, threads[at], [{ job, firstNonce: at, nonceStep: 2 }]);
  };
})()`;

/** Waits for the incident of a miner that only its behaviour gives away. */
async function isConfirmed(page: Page): Promise<void> {
  const seen = async (): Promise<string[]> => {
    const all = (await incidentsOf(page)).flatMap(({ evidence }) => evidence.map(({ id }) => id));
    return all.toSorted();
  };
  const both = ['detect/pool-dialogue', 'detect/work'];
  await expect.poll(seen, PATIENCE).toEqual(expect.arrayContaining(both));
}

it('after us: a miner that breaks its realm is confirmed by what it does', async () => {
  const page = await openPage('broken');
  await page.evaluate(`setTimeout(() => ${BROKEN_MINER}); 0`);
  await isConfirmed(page);
  await page.close();
});

/** What each function says of itself: here, in a worker, and through `toString` of frames. */
const NATIVES = `[WebAssembly.compile, WebAssembly.Module, WebAssembly.instantiateStreaming, Function.prototype.toString,
  setTimeout, fetch, WebSocket, WebSocket.prototype.send, Worker, Worker.prototype.postMessage,
  ...(globalThis.document ? [Node.prototype.appendChild, Element.prototype.append, SharedWorker,
    Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow').get] : [])]`;

it('the text of our functions is that of the natives, through any toString', async () => {
  const page = await openPage('texts');
  const texts = await page.evaluate(`(async () => {
    const natives = ${NATIVES};
    const blank = document.createElement('iframe');
    const loaded = Object.assign(document.createElement('iframe'), { src: '/site/empty.html' });
    document.body.append(blank);
    const fresh = blank.contentWindow.Function.prototype.toString;
    await new Promise((done) => { loaded.onload = done; document.body.append(loaded); });
    const ways = [Function.prototype.toString, fresh, frames[0].Function.prototype.toString,
      frames[1].Function.prototype.toString];
    const here = natives.map((native) => ways.map((way) => way.call(native)).concat(String(native)));
    const script = 'postMessage(' + ${JSON.stringify(NATIVES)} + '.map((one) => [String(one)]))';
    const worker = new Worker(URL.createObjectURL(new Blob([script])));
    const there = await new Promise((done) => (worker.onmessage = ({ data }) => done(data)));
    return [...here, ...there].map((all) => [...new Set(all)]);
  })()`);
  for (const all of texts as string[][]) {
    expect(all).toHaveLength(1);
    expect(all[0]).toMatch(/^function [\w ]+\(\) \{ \[native code\] \}$/);
  }
  await isRefused(page);
  await page.close();
});

/** What a guard says of a miner, made up. */
const FORGED = JSON.stringify({
  ...{ kind: 'module-judged', api: 'forged', workerId: null, level: 'confirmed', score: 100 },
  ...{
    family: 'forged',
    ruleIds: ['wasm/forged'],
    reasons: ['forged'],
    sha256: null,
    sizeBytes: 1,
  },
  ...{ kernelSharePercent: 1, judgedInMs: 0, refused: true },
});

it('forged, replayed and overheard messages lead nowhere', async () => {
  const page = await openPage('forged');
  const overheard = await page.evaluate(`(async () => {
    const overheard = [], ours = document.createElement('i');
    const hear = (event) => { if (event.relatedTarget && event.relatedTarget !== ours) overheard.push(event.type); };
    const listen = (target) => ['${HANDSHAKE_EVENT}', 'up', 'down', 'accepted', 'release'].forEach((name) =>
      target.addEventListener(name, hear, true));
    const forge = (view) => {
      const { document, MessageEvent, FocusEvent } = view;
      document.dispatchEvent(new MessageEvent('${HANDSHAKE_EVENT}'));
      document.dispatchEvent(new FocusEvent('${HANDSHAKE_EVENT}', { relatedTarget: ours }));
      for (const target of [ours, document, view]) {
        target.dispatchEvent(new MessageEvent('accepted'));
        target.dispatchEvent(new MessageEvent('up', { data: ${JSON.stringify(FORGED)} }));
        target.dispatchEvent(new MessageEvent('down', { data: '{"command":"stop","threads":null,"sockets":null,"scripts":[]}' }));
        target.dispatchEvent(new FocusEvent('release', { view }));
      }
    };
    ours.addEventListener('up', ({ data }) => {
      if (data !== ${JSON.stringify(FORGED)}) overheard.push('an observation');
    });
    [window, document].forEach(listen);
    forge(window);
    for (const kind of ['src', 'srcdoc', 'about:blank']) {
      const frame = document.createElement('iframe');
      if (kind === 'src') frame.src = '/site/empty.html';
      if (kind === 'srcdoc') frame.srcdoc = '<p>a frame</p>';
      const loaded = new Promise((done) => (frame.onload = done));
      document.body.append(frame);
      [frame.contentWindow, frame.contentDocument].forEach(listen);
      forge(frame.contentWindow);
      await loaded;
      [frame.contentWindow, frame.contentDocument].forEach(listen);
      forge(frame.contentWindow);
    }
    return overheard;
  })()`);
  expect(overheard).toEqual([]);
  // The made-up command to stop did not reach the guard either: workers of the page still start.
  expect(
    await page.evaluate(`new Promise((done) => {
      const worker = new Worker(URL.createObjectURL(new Blob(['postMessage("it runs")'])));
      worker.onmessage = ({ data }) => done(data);
    })`),
  ).toBe('it runs');
  for (const scope of ['frames[0]', 'frames[1]', 'frames[2]', 'globalThis'])
    expect(await load(page, scope)).toMatch(/refused by Assay/);
  await isRefused(page);
  await page.close();
});

/** True observations, many more than a bridge passes on: words of a login on one channel after the other. */
const FLOOD = `let connection;
const flood = (count) => {
  connection = new RTCPeerConnection();
  for (let n = 0; n < count; n++) {
    const channel = connection.createDataChannel('flood');
    for (const word of ['login', 'auth', 'handshake', 'keepalived', 'authed', 'eth_submitHashrate'])
      try { channel.send('{"method":"' + word + '"}'); } catch {}
  }
  connection.close();
};`;

it('a flood does not fill the log, and what is real comes through', async () => {
  const page = await openPage('flood');
  await page.evaluate(`${FLOOD} flood(${BURST_OBSERVATIONS});
    for (let n = 0; n < 100_000; n++) {
      document.dispatchEvent(new FocusEvent('${HANDSHAKE_EVENT}', { relatedTarget: document.body }));
      postMessage({ assay: 'frame', kind: 'observed', text: ${JSON.stringify(FORGED)}, dropped: 0 });
    }
    0`);
  await isRefused(page);
  expect(await stage.desk.ask('diagnostics', {})).toHaveProperty('counters');
  await page.close();
});

it('a flood without end does not hide who mines', async () => {
  const page = await stage.assay.context.newPage();
  await page.goto(`${stage.site.origin('drowned.mine.localhost')}/miner/argon2d-pool/`);
  await page.evaluate(`${FLOOD} flood(${BURST_OBSERVATIONS}); setInterval(() => flood(20), 50); 0`);
  await isConfirmed(page);
  await page.close();
});

it.each([
  ['empties its document', `document.documentElement.remove()`],
  ['writes its document anew', `document.open(); document.write('<p>anew'); document.close()`],
  [
    'lets nothing be heard any more',
    `EventTarget.prototype.dispatchEvent = () => true; EventTarget.prototype.addEventListener = () => {};
     addEventListener = dispatchEvent = () => {}; MessageEvent = FocusEvent = Event = null`,
  ],
] as const)('a page that %s cannot cut the line', async (what, attack) => {
  const page = await openPage(what.replaceAll(' ', '-'));
  await page.evaluate(`${attack}; 0`);
  await isRefused(page);
  await page.close();
});

it('where there is no bridge the guard around it refuses and tells', async () => {
  const page = await openPage('bridgeless');
  // The browser gives such a frame no content script.
  await page.evaluate(`document.body.append(Object.assign(document.createElement('iframe'),
    { src: 'about:blank#no-script' }))`);
  await isRefused(page, 'frames[0]');
  await page.close();
});

it('what was seen before the background ended counts when the miner goes on', async () => {
  const page = await openPage('evicted');
  // The talk comes first and is over, so that nothing of it can be said again.
  await page.evaluate(`new Promise((done) => {
    const socket = new WebSocket('ws://' + location.host + '/pool');
    const say = (method, params) => socket.send(JSON.stringify({ id: 1, method, params }));
    socket.onopen = () => say('login', { login: 'demo', pass: 'x', algo: ['argon2d/512'] });
    socket.onmessage = ({ data }) => {
      window.job ??= JSON.parse(data).result?.job;
      say('submit', { job_id: 'none', nonce: '00000000', result: '' });
      socket.close();
      done();
    };
  })`);
  const kept = (): Promise<string> =>
    stage.desk.page.evaluate(async () => JSON.stringify(await chrome.storage.session.get(null)));
  await expect.poll(kept, PATIENCE).toContain('evicted.mine.localhost:');
  await expect.poll(kept, PATIENCE).toMatch(/sent:share-keys.*evicted|evicted.*sent:share-keys/);
  await endBackground(stage.desk.page);
  await page.evaluate(`window.threads = [0, 1].map((firstNonce) => {
    const worker = new Worker('/site/argon2d-worker.js');
    worker.postMessage({ job, firstNonce, nonceStep: 2 });
    return worker;
  }); 0`);
  await isConfirmed(page);
  await page.close();
});

/** The part of the extension API that runs inside the desk's page. */
declare const chrome: {
  readonly storage: { readonly session: { get(keys: null): Promise<object> } };
};
