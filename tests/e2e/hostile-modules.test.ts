// Hostile wasm and hostile realms: malformed and huge modules behave as without Assay, and a page that replaces the
// built-ins before it loads CryptoNight is refused all the same, with the right incident.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright';
import { openDesk, type Desk } from '../../cli/desk.ts';
import type { Launched } from '../../cli/browser.ts';
import type { Incident } from '../../core/incident/incident.ts';
import { openPair, type Pair } from './contract-stage.ts';

let pair: Pair;
let assay: Launched;
let desk: Desk;
let miner: string;

beforeAll(async () => {
  pair = await openPair();
  ({ assay } = pair);
  desk = await openDesk(assay);
  miner = '/generated/cryptonight.wasm';
});
afterAll(() => pair.close());

let nextPage = 0;
/** A page with an address of its own, so that its incident can be told from others. */
async function openPage(): Promise<{ page: Page; url: string }> {
  const url = pair.site.at(`page-${nextPage++}.html`, {
    body: '<!doctype html><title>A hostile page</title><body></body>',
  });
  const page = await assay.context.newPage();
  await page.goto(url);
  return { page, url };
}

async function incidentOf(since: number): Promise<Incident | undefined> {
  return (await desk.incidents()).find(({ lastSeenAt }) => lastSeenAt >= since);
}

/** Ways of a page to load the miner. `$` holds what the page kept before it broke its realm. */
const LOADS: Readonly<Record<string, string>> = {
  instantiateStreaming: '$.wasm.instantiateStreaming($.fetch(miner), imports)',
  compileStreaming: '$.wasm.compileStreaming($.fetch(miner))',
  instantiate: '$.wasm.instantiate(bytes, imports)',
  compile: '$.wasm.compile(bytes)',
  Module: 'new $.wasm.Module(bytes)',
};

/** What a page does to its realm first: each must neither free the miner nor change what is said of it. */
const SABOTAGE: Readonly<Record<string, string>> = {
  nothing: '',
  'Array.prototype.push': 'Array.prototype.push = () => 0',
  'Map.prototype.get': 'Map.prototype.get = () => undefined; Map.prototype.set = () => 0',
  'JSON.stringify': `JSON.stringify = () => '{}'`,
  'Object.prototype.toJSON': 'Object.prototype.toJSON = () => 0',
  'Uint8Array and Math': 'Uint8Array = function () { return []; }; Math = {}',
  'typed array methods':
    'const t = Object.getPrototypeOf(Uint8Array.prototype); t.subarray = () => new Uint8Array(0); t.set = () => 0; t.slice = () => new Uint8Array(0)',
  'typed array getters': `const t = Object.getPrototypeOf(Uint8Array.prototype);
    for (const k of ['length', 'byteLength', 'byteOffset', 'buffer']) Object.defineProperty(t, k, { get: () => 0 })`,
  'array iteration': 'Array.prototype[Symbol.iterator] = function* () {}',
  'setters on array indices': `for (let i = 0; i < 50; i++) Object.defineProperty(Array.prototype, i, { set() {}, get() {}, configurable: true })`,
  'setters on Object.prototype': `for (const k of ['level', 'refusal', 'kind', 'judgement', 'family', 'ruleIds', 'value'])
    Object.defineProperty(Object.prototype, k, { set() {}, get() { return null; }, configurable: true })`,
  'Object.prototype.get':
    'Object.prototype.get = function () { return 0; }; Object.prototype.set = function () {}',
  'Function.prototype.call': 'Function.prototype.call = Function.prototype.apply = () => 0',
  'Reflect.apply': 'Reflect.apply = Reflect.construct = () => 0',
  'String and RegExp': `String.prototype.slice = () => ''; RegExp.prototype.exec = () => null; RegExp.prototype.test = () => false`,
  'performance.now': 'performance.now = () => { throw 1; }',
  'Promise.prototype.then': `const then = Promise.prototype.then;
    Promise.prototype.then = function (f, r) { return then.call(this, (v) => { steal(v); return f ? f(v) : v; }, r); }`,
  'Object.prototype.then':
    'Object.defineProperty(Object.prototype, "then", { configurable: true, get() { steal(this); return undefined; } })',
  'Promise species': `class Thief extends Promise {
      constructor(run) { super((ok, no) => run((v) => { steal(v); ok(tamper(v)); }, no)); }
    }
    Object.defineProperty(Promise, Symbol.species, { get: () => Thief });
    Object.defineProperty(Promise.prototype, 'constructor', { get: () => Thief })`,
  'Response and streams': `Response.prototype.clone = () => new Response(''); Response.prototype.arrayBuffer = async () => new ArrayBuffer(0);
    ReadableStreamDefaultReader.prototype.read = async () => ({ done: true }); ReadableStream.prototype.getReader = () => 0`,
  'what reads WebAssembly': `for (const [owner, key] of [[WebAssembly.Memory, 'buffer'], [WebAssembly.Instance, 'exports'], [WebAssembly.Global, 'value']])
      Object.defineProperty(owner.prototype, key, { get: () => ({ byteLength: 0 }) });
    atob = () => ''; Float64Array = Uint16Array = null; String.prototype.charCodeAt = () => 0`,
  'error classes': `Error.prepareStackTrace = () => { throw 1; }; Error.stackTraceLimit = 0; TypeError = RangeError = null`,
  'every built-in method': `const all = [];
    for (const name of Object.getOwnPropertyNames(globalThis)) {
      const value = globalThis[name];
      if (typeof value !== 'function' || !/^[A-Z]/.test(name) || name === 'WebAssembly') continue;
      for (const owner of [value, value.prototype]) {
        if (!owner || owner === Object.prototype || owner === Function.prototype) continue;
        for (const key of $.keys(owner)) {
          const d = $.descriptor(owner, key);
          if (key === 'constructor' || key === 'prototype' || !d.configurable || typeof d.value !== 'function') continue;
          all.push({ owner, key, d: { ...d, value: () => { throw new Error('broken by the page'); } } });
        }
      }
    }
    for (let i = 0; i < all.length; i++) $.define(all[i].owner, all[i].key, all[i].d)`,
};

const REFUSED = /^said CompileError: WebAssembly\.\w+\(\): refused by Assay/;

/** Loads the miner after the sabotage. The answer is the title: Playwright's own way out is broken in that realm too. */
function attack(sabotage: string, load: string): string {
  return `setTimeout(() => {
    const title = Object.getOwnPropertyDescriptor(Document.prototype, 'title').set.bind(document);
    const answer = (text) => title('said ' + text);
    const $ = { wasm: WebAssembly, fetch: fetch.bind(window), keys: Reflect.ownKeys,
      descriptor: Reflect.getOwnPropertyDescriptor, define: Reflect.defineProperty,
      then: Function.prototype.call.bind(Promise.prototype.then), Module: WebAssembly.Module, Instance: WebAssembly.Instance };
    const miner = '${miner}', imports = {};
    let stolen = 0;
    const isModule = (v) => { try { return $.wasm.Module.customSections(v, '').length >= 0; } catch { return false; } };
    const steal = (v) => { if (isModule(v) || (v && typeof v === 'object' && v.module && isModule(v.module))) stolen++; };
    const tamper = (v) => v && typeof v === 'object' && 'refusal' in v ? { refusal: null } : v;
    const say = (text) => answer(stolen ? 'stolen' : text);
    $.then($.fetch(miner), (response) => $.then(response.arrayBuffer(), (bytes) => {
      let result;
      try {
        ${sabotage};
        result = ${load};
      } catch (error) { say(error.name + ': ' + error.message); return; }
      if (isModule(result)) { say('compiled'); return; }
      $.then(result, () => say('compiled'), (error) => say(error.name + ': ' + error.message));
    }));
  }, 0); 0`;
}

describe('a page that broke its own built-ins is still refused', () => {
  const all = Object.entries(SABOTAGE).flatMap(([name, sabotage]) =>
    Object.entries(LOADS).map(([load, code]) => ({ name, load, sabotage, code })),
  );
  it.each(all)('$name, then $load', async ({ sabotage, code }) => {
    const { page } = await openPage();
    const since = Date.now();
    await page.evaluate(attack(sabotage, code));
    await expect.poll(() => page.title(), { interval: 20, timeout: 10_000 }).toMatch(/^said /);
    expect(await page.title()).toMatch(REFUSED);
    await expect
      .poll(() => incidentOf(since), { interval: 30 })
      .toMatchObject({
        category: 'cryptojacking',
        family: 'cryptonight',
        site: 'demo.localhost',
        verdict: { level: 'confirmed' },
        module: { sizeBytes: expect.any(Number) as number },
      });
    expect((await incidentOf(since))?.module?.sha256).toMatch(/^[0-9a-f]{64}$/);
    await page.close();
  });
});

/** Each memory takes gigabytes of address space: after a hundred there is none for the walker. */
const NO_MEMORY = `try { for (;;) held.push(new $.wasm.Memory({ initial: 1 })); }
  catch (full) { held.full = full; }`;

it.each(Object.entries(LOADS))(
  'a page that leaves no memory for the check: %s is refused',
  async (_, load) => {
    const { page } = await openPage();
    await page.evaluate(attack(`const held = []; ${NO_MEMORY}`, load));
    await expect.poll(() => page.title(), { interval: 20, timeout: 10_000 }).toMatch(/^said /);
    // Where a download takes its time, the collector may have made room again, and the miner is recognised.
    expect(await page.title()).toMatch(REFUSED);
    await page.close();
  },
);

it.each(Object.entries(LOADS))(
  'accessors that cannot be removed: %s is refused',
  async (_load, code) => {
    const { page } = await openPage();
    const sabotage = `for (let i = 0; i < 50; i++) Object.defineProperty(Array.prototype, i, { set() {}, get() {} })`;
    await page.evaluate(attack(sabotage, code));
    await expect.poll(() => page.title(), { interval: 20, timeout: 10_000 }).toMatch(/^said /);
    // Compiled or not, nothing of the page is told: the page broke the lists that the report is made of.
    expect(await page.title()).toMatch(REFUSED);
    await page.close();
  },
);

describe('bytes that are not a module, or too much of one', () => {
  async function same(probe: string): Promise<void> {
    const { native, assay: ours } = await pair.run(probe);
    expect(native).not.toHaveProperty('probeFailed');
    expect(ours).toEqual(native);
  }

  it('every prefix of a module, and random bytes', () =>
    same(`async ({ adder, thrown }) => {
      const results = [];
      const all = Array.from({ length: adder.length }, (_, end) => adder.slice(0, end));
      let seed = 1;
      const random = () => (seed = (seed * 48271) % 2147483647) & 255;
      for (let i = 0; i < 200; i++) {
        const bytes = Uint8Array.from({ length: 8 + (i % 90) }, random);
        bytes.set([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
        all.push(bytes, adder.map((byte, at) => (at === i % adder.length ? random() : byte)));
      }
      for (const bytes of all) {
        try { new WebAssembly.Module(bytes); results.push('ok'); } catch (error) { results.push(thrown(error)); }
        await WebAssembly.instantiate(bytes, {}).then(() => results.push('ok'), (error) => results.push(thrown(error)));
      }
      return results;
    }`));

  it('64 MB, asynchronously and in a worker at once', () =>
    same(`async ({ adder, padded, blobUrl, firstEvent, outcomes }) => {
      const large = padded(adder, 64 << 20);
      const zero = new Uint8Array(64 << 20);
      const here = await outcomes({
        compile: () => WebAssembly.compile(large),
        instantiate: () => WebAssembly.instantiate(large, {}),
        zero: () => WebAssembly.compile(zero),
        sync: () => new WebAssembly.Module(zero),
      });
      const worker = new Worker(blobUrl('onmessage = ({ data }) => postMessage(new WebAssembly.Instance(new WebAssembly.Module(data)).exports.add(2, 3));'));
      worker.postMessage(large, [large.buffer]);
      return [here, await firstEvent(worker)];
    }`));

  it('an opaque response, a cross-origin one, an aborted one', () =>
    same(`async ({ adder, wasmAt, outcomes }) => {
      const elsewhere = wasmAt(adder).replace('demo.', 'video.');
      return outcomes({
        opaque: () => WebAssembly.compileStreaming(fetch(elsewhere, { mode: 'no-cors' })),
        cors: () => WebAssembly.compileStreaming(fetch(elsewhere)),
        error: () => WebAssembly.compileStreaming(Response.error()),
        aborted: () => WebAssembly.compileStreaming(fetch(wasmAt(adder), { signal: AbortSignal.abort() })),
      });
    }`));

  it('known gap: a made response that fails on its way rejects with another text', async () => {
    const probe = `({ adder, outcome }) => outcome(() => WebAssembly.compileStreaming(new Response(
      new ReadableStream({ start(c) { c.enqueue(adder.slice(0, 20)); }, pull(c) { c.error(new RangeError('mine')); } }),
      { headers: { 'content-type': 'application/wasm' } })))`;
    const { native, assay: ours } = await pair.run(probe);
    const name = { rejected: { name: 'TypeError' } };
    expect(native).toMatchObject(name);
    expect(ours).toMatchObject(name);
    expect(ours).not.toEqual(native);
  });

  it('shared bytes that a worker swaps while they are compiled: what ran was judged', async () => {
    const url = pair.site.at('isolated.html', {
      body: '<!doctype html><title>Isolated</title><body></body>',
      headers: {
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
      },
    });
    const probe = `async ({ adder, blobUrl }) => {
      if (!crossOriginIsolated) return { probeFailed: 'not isolated' };
      const evil = new Uint8Array(await (await fetch('/generated/cryptonight.wasm')).arrayBuffer());
      const shared = new Uint8Array(new SharedArrayBuffer(evil.length));
      const flag = new Int32Array(new SharedArrayBuffer(4));
      const worker = new Worker(blobUrl('onmessage = ({ data: [s, e, a, f] }) => { postMessage(0); for (;;) { s.fill(0); s.set(a); s.set(e); if (Atomics.load(f, 0)) return; } }'));
      worker.postMessage([shared, evil, adder, flag]);
      await new Promise((done) => (worker.onmessage = done));
      let miners = 0;
      for (let i = 0; i < 60; i++) {
        const module = await WebAssembly.compile(shared).catch(() => null);
        if (module && WebAssembly.Module.imports(module).length + WebAssembly.Module.exports(module).length > 8) miners++;
      }
      Atomics.store(flag, 0, 1);
      return miners;
    }`;
    const { assay: ours } = await pair.run(probe, 'page', { url });
    expect(ours).toBe(0);
  });
});
