// Responses that pass through the background in Firefox: modules are judged before the page has a byte of them, the guard
// is in front of worker scripts and speaks to the guard of its page, and nothing else is changed.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../../cli/browser.ts';
import type { Incident } from '../../core/incident/incident.ts';
import { startEchoSite, type EchoSite, type Reply } from '../e2e/contract-stage.ts';
import { extractCryptoNightWasm } from '../pages/site/cryptonight-wasm.ts';
import { findFirefox, type Firefox } from './bidi.ts';
import { openFirefoxBeside, titled, type FirefoxDesk } from './stage.ts';

const miner = Buffer.from(await extractCryptoNightWasm(join(projectFolder, 'node_modules')));
/** The smallest module. */
const EMPTY = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
const POLICY = { 'content-security-policy': "script-src 'self' 'wasm-unsafe-eval'" };
/** Not secure: there the browser does not say what asks for a script. */
const PLAIN = 'plain.test';
/** Fetches the miner as bytes of no kind, compiles it and says what became of it. */
const compiles = (bytes: string): string =>
  `fetch(${JSON.stringify(bytes)}).then((r) => r.arrayBuffer())` +
  `.then((bytes) => { try { new WebAssembly.Module(bytes); return 'compiled' } catch (error) { return error.message } })`;

describe.skipIf(findFirefox() === null)(titled('responses in Firefox'), () => {
  let site: EchoSite;
  let firefox: Firefox;
  let desk: FirefoxDesk;
  let close: () => Promise<void>;

  beforeAll(async () => {
    site = await startEchoSite();
    ({ firefox, desk, close } = await openFirefoxBeside(site, [PLAIN]));
  });
  afterAll(() => close());

  const wasm = (bytes: Buffer, type = 'application/wasm'): Reply => ({
    headers: { 'content-type': type },
    base64: bytes.toString('base64'),
  });
  /** Opens a page of its own host and runs an expression there. */
  async function inPage<T>(
    name: string,
    expression: (host: string) => string,
    page: Reply = {},
    host = `${name}.localhost`,
  ): Promise<T> {
    const tab = await firefox.open(site.at(`${name}/`, { body: '<!doctype html>', ...page }, host));
    try {
      return await firefox.evaluate<T>(tab, expression(host));
    } finally {
      await firefox.shut(tab);
    }
  }
  const incidentOf = async (name: string, id: string): Promise<Incident | undefined> =>
    (await desk.incidents()).find(
      ({ url, evidence }) => url.includes(`/${name}/`) && evidence.some((one) => one.id === id),
    );
  const script = (body: string, headers: Reply['headers'] = {}): Reply => ({ headers, body });
  const workerOf = (address: string, options = '{}'): string =>
    `new Promise((done) => { const worker = new Worker(${JSON.stringify(address)}, ${options});` +
    `worker.onmessage = ({ data }) => done(data); worker.onerror = (e) => done('error ' + e.message) })`;

  describe('modules', () => {
    const sizeOf = (address: string): string =>
      `fetch(${JSON.stringify(address)}).then((r) => r.arrayBuffer()).then((b) => b.byteLength)`;

    const isLogged = (name: string): Promise<void> =>
      expect
        .poll(() => incidentOf(name, 'detect/static-module'), { timeout: 10_000 })
        .toMatchObject({
          response: 'block',
          family: 'cryptonight',
          action: 'The module was refused before it could run.',
          evidence: [{ id: 'detect/static-module', trust: 'background' }],
          module: {
            sizeBytes: miner.length,
            sha256: createHash('sha256').update(miner).digest('hex'),
          },
        });

    it('a miner is closed with nothing written', async () => {
      const size = await inPage<number>('closed', (host) =>
        sizeOf(site.at('miner.wasm', wasm(miner, 'application/octet-stream'), host)),
      );
      expect(size).toBe(0);
      await isLogged('closed');
    });

    it('by its type, where a worker runs without guard', async () => {
      const name = 'dark';
      const host = `${name}.localhost`;
      const url = site.at(`${name}/`, { body: '<!doctype html>' }, host);
      const sized = sizeOf(site.at('anything', wasm(miner), host));
      const body = `onconnect = ({ ports: [port] }) => {
        port.onmessage = () => ${sized}.then((size) => port.postMessage(size));
      }`;
      const tab = await firefox.open(url);
      await firefox.evaluate(
        tab,
        `void (port = new SharedWorker(URL.createObjectURL(new Blob([${JSON.stringify(body)}]))).port)`,
      );
      const unguarded = async (): Promise<number> =>
        (await desk.tabState(url))?.workers.uninstrumented ?? 0;
      await expect.poll(unguarded, { timeout: 10_000 }).toBe(1);
      const size = await firefox.evaluate(
        tab,
        'new Promise((done) => { port.onmessage = ({ data }) => done(data); port.postMessage(null); })',
      );
      expect(size).toBe(0);
      await isLogged(name);
      await firefox.shut(tab);
    });

    it('others, and what is none, pass unchanged', async () => {
      const sizes = await inPage<number[]>('passes', (host) => {
        const text = site.at('text.wasm', script('no module'), host);
        const addresses = [site.at('a.wasm', wasm(EMPTY), host), text];
        return `Promise.all([${addresses.map(sizeOf).join()}])`;
      });
      expect(sizes).toEqual([EMPTY.length, 'no module'.length]);
    });
  });

  describe('scripts of documents', () => {
    it('keep their integrity', async () => {
      const body = 'globalThis.ran = true;';
      const hash = createHash('sha256').update(body).digest('base64');
      const host = 'integrity.localhost';
      const address = site.at('s.js', script(body), host);
      const page = `<!doctype html><script src="${address}" integrity="sha256-${hash}"></script>`;
      expect(await inPage('integrity', () => 'ran', { body: page }, host)).toBe(true);
    });
  });

  describe('workers of a page with a policy', () => {
    const bytesOn = (host: string): string =>
      site.at('bytes', wasm(miner, 'application/octet-stream'), host);

    it('refuse a miner, tell the page of it by no message, and the log by the guard of the page', async () => {
      const name = 'policy';
      const tab = await firefox.open(
        site.at(`${name}/`, { headers: POLICY, body: '<!doctype html>' }, `${name}.localhost`),
      );
      try {
        const host = `${name}.localhost`;
        const body = `${compiles(bytesOn(host))}.then(postMessage)`;
        const said = await firefox.evaluate(tab, workerOf(site.at('w.js', script(body), host)));
        expect(said).toContain('refused by Assay');
        await expect
          .poll(() => incidentOf(name, 'detect/static-module'), { timeout: 10_000 })
          .toMatchObject({ evidence: [{ facts: { place: 'worker' } }] });
        const state = await desk.tabState(site.origin(host));
        expect(state?.workers).toEqual({ running: 1, uninstrumented: 0 });
      } finally {
        await firefox.shut(tab);
      }
    });

    it('keep strictness, lines, address and name', async () => {
      const body =
        `"use strict";\nconst isStrict = (function () { return this === undefined })();\n` +
        `postMessage([isStrict, name, location.pathname, new Error().stack.match(/:(\\d+):\\d+/)[1]]);`;
      const said = await inPage<unknown[]>(
        'observes',
        (host) => workerOf(site.at('w.js', script(body), host), `{ name: 'mine' }`),
        { headers: POLICY },
      );
      expect(said).toEqual([true, 'mine', '/echo/w.js', '3']);
    });

    it('that are modules start one guard, before what they import', async () => {
      const said = await inPage<string>(
        'modules',
        (host) => {
          const part = site.at(
            'part.js',
            script(`export default ${compiles(bytesOn(host))};`),
            host,
          );
          const body = `import told from ${JSON.stringify(part)}; postMessage(await told);`;
          return workerOf(site.at('w.js', script(body), host), `{ type: 'module' }`);
        },
        { headers: POLICY },
      );
      expect(said).toContain('refused by Assay');
    });

    it('are filtered behind a redirection, too', async () => {
      const said = await inPage<string>(
        'redirected',
        (host) => {
          const end = site.at('w.js', script(`${compiles(bytesOn(host))}.then(postMessage)`), host);
          return workerOf(site.at('r.js', { status: 302, headers: { location: end } }, host));
        },
        { headers: POLICY },
      );
      expect(said).toContain('refused by Assay');
    });
  });

  it('workers that a page has ended take nobody’s place', { timeout: 180_000 }, async () => {
    const name = 'many';
    const host = `${name}.localhost`;
    const page = { headers: POLICY, body: '<!doctype html>' };
    const tab = await firefox.open(site.at(`${name}/`, page, host));
    try {
      const idle = JSON.stringify(site.at('idle.js', script('postMessage(1)'), host));
      await firefox.evaluate(
        tab,
        `(async () => {
          const one = () => new Promise((done) => {
            const worker = new Worker(${idle});
            worker.onmessage = () => { worker.terminate(); done() };
          });
          for (let at = 0; at < 30; at++) await Promise.all(Array.from({ length: 10 }, one));
        })()`,
      );
      const bytes = site.at('bytes', wasm(miner, 'application/octet-stream'), host);
      const body = `${compiles(bytes)}.then(postMessage)`;
      const said = await firefox.evaluate(tab, workerOf(site.at('w.js', script(body), host)));
      expect(said).toContain('refused by Assay');
      await expect
        .poll(() => incidentOf(name, 'detect/static-module'), { timeout: 10_000 })
        .toMatchObject({ evidence: [{ facts: { place: 'worker' } }] });
    } finally {
      await firefox.shut(tab);
    }
  });

  it('a shared worker speaks through a page of its origin', async () => {
    const name = 'shared';
    const host = `${name}.localhost`;
    const tab = await firefox.open(site.at(`${name}/`, { body: '<!doctype html>' }, host));
    try {
      const bytes = site.at('bytes', wasm(miner, 'application/octet-stream'), host);
      const body = `onconnect = ({ ports: [port] }) => ${compiles(bytes)}.then((told) => port.postMessage(told))`;
      const address = JSON.stringify(site.at('w.js', script(body), host));
      const said = await firefox.evaluate(
        tab,
        `new Promise((done) => { new SharedWorker(${address}).port.onmessage = ({ data }) => done(data) })`,
      );
      expect(said).toContain('refused by Assay');
      await expect
        .poll(() => incidentOf(name, 'detect/static-module'), { timeout: 10_000 })
        .toBeDefined();
    } finally {
      await firefox.shut(tab);
    }
  });

  describe('without a secure context', () => {
    it('a worker carries the guard by its page, as in Chromium', async () => {
      const said = await inPage<string>(
        'plain-worker',
        (host) => {
          const bytes = site.at('bytes', wasm(miner, 'application/octet-stream'), host);
          return workerOf(site.at('w.js', script(`${compiles(bytes)}.then(postMessage)`), host));
        },
        {},
        PLAIN,
      );
      expect(said).toContain('refused by Assay');
    });

    it.each([
      ['that allows blob: workers but not blob: scripts', "script-src 'self'; worker-src blob:"],
      ['of Trusted Types', "require-trusted-types-for 'script'"],
    ])('an honest blob worker works under a policy %s', async (_, policy) => {
      const address = `URL.createObjectURL(new Blob(['postMessage("works")']))`;
      const trusted = `(globalThis.trustedTypes?.createPolicy('page', { createScriptURL: (url) => url }).createScriptURL(address) ?? address)`;
      const said = await inPage<string>(
        'plain-policy',
        () => `new Promise((done) => { const address = ${address}; const worker = new Worker(${trusted});
          worker.onmessage = ({ data }) => done(data); worker.onerror = (e) => done('error ' + e.message) })`,
        { headers: { 'content-security-policy': policy } },
        PLAIN,
      );
      expect(said).toBe('works');
    });
  });
});
