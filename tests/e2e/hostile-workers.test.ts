// Tricks by which a page tried to get CryptoNight past the guard: each was a hole once. `MINED` means that the page holds
// the compiled module. A trick may fail in any way, as long as it does not get there.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright';
import type { Launched } from '../../cli/browser.ts';
import { startEchoSite, type EchoSite } from './contract-stage.ts';
import { launchAssay } from './extension.ts';

/** Runs in the page before each trick: the miner's bytes, a worker that compiles it, and what a worker says. */
const PRELUDE = `
  const url = location.origin + '/generated/cryptonight.wasm';
  const miner = async () => new Uint8Array(await (await fetch(url)).arrayBuffer());
  const say = (module) => (WebAssembly.Module.exports(module).length > 8 ? 'MINED' : 'harmless');
  const harmless = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
  const script = "(async () => { const bytes = await (await fetch('" + url + "')).arrayBuffer();" +
    "try { new WebAssembly.Module(bytes); postMessage('MINED'); } catch (error) { postMessage('refused'); } })();";
  const blobUrl = (text) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const heard = (worker) => new Promise((done) => {
    worker.addEventListener('message', ({ data }) => typeof data === 'string' && done(data));
    worker.addEventListener('error', ({ message }) => message && done('error ' + message));
  });
`;

const TRICKS: Readonly<Record<string, string>> = {
  'a worker script that declares Proxy itself': `return heard(new Worker(blobUrl('function Proxy(t) { return t }\\n' + script)))`,
  'the same in a data: worker': `return heard(new Worker('data:text/javascript,' + encodeURIComponent('function Proxy(t) { return t }\\n' + script)))`,
  'a data: worker that cannot be decoded strictly': `return heard(new Worker('data:text/javascript,' + encodeURIComponent(script) + '//%'))`,
  'a data: worker of another type': `return heard(new Worker('data:image/png,' + encodeURIComponent(script)))`,
  'bytes that change in a getter of new.target': `
    const bytes = await miner(); const given = new Uint8Array(bytes.length); given.set(harmless);
    const target = new Proxy(function () {}, { get: (t, key) => {
      if (key === 'prototype') { given.set(bytes); return WebAssembly.Module.prototype; } return t[key]; } });
    return say(Reflect.construct(WebAssembly.Module, [given], target));`,
  'a response that becomes wasm a moment later': `
    const response = new Response(await miner(), { headers: { 'content-type': 'text/plain' } });
    const compiled = WebAssembly.compileStreaming(response);
    Promise.resolve().then(() => response.headers.set('content-type', 'application/wasm'));
    return say(await compiled);`,
  'a thenable that answers differently the second time': `
    const response = await fetch(url); let asked = 0;
    return say(await WebAssembly.compileStreaming({ get then() { return asked++ ? (done) => done(response) : undefined; } }));`,
  'a then on Response.prototype': `
    const real = await fetch(url); const shown = new Response(harmless, { headers: { 'content-type': 'application/wasm' } });
    Object.defineProperty(Response.prototype, 'then', { configurable: true, get() {
      return this === real || this === shown ? undefined : (done) => done(real); } });
    return say(await WebAssembly.compileStreaming(shown));`,
  'a worker address whose toString fails once': `
    let asked = 0; const address = blobUrl(script);
    return heard(new Worker({ toString() { if (asked++ === 0) throw new Error('once'); return address; } }));`,
  'a baseURI of the page': `
    Object.defineProperty(document, 'baseURI', { get() { throw new Error('mine'); } });
    return heard(new Worker(blobUrl(script)));`,
  'built-ins broken while the guard asks the page': `
    const bytes = await miner(); let result = 'nothing';
    new Worker({ toString() {
      Math.min = Math.max = () => { throw new Error('broken'); };
      try { result = say(new WebAssembly.Module(bytes)); } catch (error) { result = error.message; }
      return blobUrl(''); } });
    return result;`,
  'an error event of the page on a fresh worker': `
    const worker = new Worker(blobUrl(script), { type: 'module' }); worker.dispatchEvent(new Event('error'));
    return heard(worker);`,
  'a hello of the page on a fresh worker': `
    const worker = new Worker(blobUrl(script)); const { port1 } = new MessageChannel();
    worker.dispatchEvent(new MessageEvent('message', { ports: [port1] }));
    return heard(worker);`,
  'a sealed Array.prototype and a worker': `
    Object.defineProperty(Array.prototype, '77777', { get() {}, set() {}, configurable: false });
    return heard(new Worker(blobUrl(script)));`,
};

let site: EchoSite;
let assay: Launched;
beforeAll(async () => {
  [site, assay] = await Promise.all([startEchoSite(), launchAssay()]);
});
afterAll(async () => {
  await assay.close();
  await site.close();
});

async function freshPage(): Promise<Page> {
  const page = await assay.context.newPage();
  await page.goto(site.origin());
  return page;
}

async function outcome(page: Page, trick: string): Promise<string> {
  const text = `(async () => { ${PRELUDE} ${trick} })().catch((error) => 'threw ' + error)`;
  return String(await page.evaluate(text));
}

it('the worker of these tricks is refused when nothing is tried', async () => {
  const page = await freshPage();
  expect(await outcome(page, 'return heard(new Worker(blobUrl(script)))')).toBe('refused');
  await page.close();
});

it.each(Object.entries(TRICKS))('%s', async (_title, trick) => {
  const page = await freshPage();
  const result = await outcome(page, trick);
  expect(result).not.toContain('MINED');
  expect(result).toMatch(/refused|threw|harmless|error/);
  await page.close();
});

it('a worker whose script uses names of built-ins for its own runs as ever', async () => {
  const page = await freshPage();
  const own = `const URL = self.URL; class Response {} const { Blob, performance } = self; postMessage('fine');`;
  expect(await outcome(page, `return heard(new Worker(blobUrl(${JSON.stringify(own)})))`)).toBe(
    'fine',
  );
  await page.close();
});
