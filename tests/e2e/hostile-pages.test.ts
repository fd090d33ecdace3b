// Pages that attack Assay itself: forged events and messages, floods, titles made of markup, a search for traces. The
// log must stay right and bounded, the page guarded, and the page must find nothing of ours.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright';
import { openDesk, type Desk } from '../../cli/desk.ts';
import { builtExtension, openOurPage } from '../../cli/browser.ts';
import type { Incident } from '../../core/incident/incident.ts';
import { openPair, runProbe, type Pair } from './contract-stage.ts';

let pair: Pair;
let desk: Desk;

beforeAll(async () => {
  pair = await openPair();
  desk = await openDesk(pair.assay);
});
afterAll(() => pair.close());

async function openPage(body = ''): Promise<Page> {
  const page = await pair.assay.context.newPage();
  await page.goto(pair.site.at('hostile.html', { body: `<!doctype html><body>${body}</body>` }));
  return page;
}

const mine = (page: Page): Promise<string> =>
  page.evaluate(`fetch('/generated/cryptonight.wasm').then((r) => r.arrayBuffer())
    .then((bytes) => WebAssembly.compile(bytes)).then(() => 'compiled', ({ message }) => message)`);

async function newest(since: number): Promise<Incident | undefined> {
  return (await desk.incidents()).find(({ lastSeenAt }) => lastSeenAt >= since);
}

it('forged events and messages change nothing; the page stays guarded', async () => {
  const page = await openPage();
  await page.evaluate(`(() => {
    window.seen = [];
    const node = document.createElement('i');
    const forged = JSON.stringify({ kind: 'module-judged', api: 'forged', workerId: null, level: 'confirmed', score: 100,
      family: 'forged', ruleIds: ['wasm/forged'], reasons: ['forged'], sha256: null, sizeBytes: 1, kernelSharePercent: 1,
      judgedInMs: 0, refused: true });
    for (const name of ['load', 'up', 'down', 'accepted'])
      addEventListener(name, (event) => seen.push(event.isTrusted), true);
    node.addEventListener('up', () => seen.push('up'));
    for (let i = 0; i < 2000; i++) {
      document.dispatchEvent(new FocusEvent('load', { relatedTarget: node }));
      document.dispatchEvent(new MessageEvent('load'));
      for (const target of [document, window]) {
        target.dispatchEvent(new CustomEvent('up', { detail: forged }));
        target.dispatchEvent(new CustomEvent('accepted'));
        target.dispatchEvent(new CustomEvent('down', { detail: '{"command":"stop"}' }));
      }
    }
    for (let i = 0; i < 10000; i++) postMessage({ assay: 'frame', kind: 'observed', text: forged, dropped: 0 }, '*');
  })()`);
  const since = Date.now();
  expect(await mine(page)).toMatch(/refused by Assay/);
  await expect.poll(() => newest(since)).toMatchObject({ family: 'cryptonight' });
  expect((await desk.incidents()).filter(({ family }) => family === 'forged')).toEqual([]);
  expect(await page.evaluate(`seen.includes('up')`)).toBe(false);
  await page.close();
});

it('observations still arrive after document.open and write', async () => {
  const page = await openPage();
  await page.evaluate(
    `document.open(); document.write('<title>rewritten</title><p>x'); document.close()`,
  );
  const since = Date.now();
  expect(await mine(page)).toMatch(/refused by Assay/);
  await expect.poll(() => newest(since)).toMatchObject({ family: 'cryptonight' });
  await page.close();
});

it('a flood of refused modules: one incident, a page alive', async () => {
  const page = await openPage();
  const before = (await desk.incidents()).length;
  const refused = await page.evaluate(`(async () => {
    const bytes = await (await fetch('/generated/cryptonight.wasm')).arrayBuffer();
    const until = performance.now() + 4000;
    let refused = 0;
    while (refused < 10000 && performance.now() < until) {
      try { new WebAssembly.Module(bytes); } catch { refused++; }
    }
    return refused;
  })()`);
  expect(refused).toBeGreaterThan(40);
  expect(await page.evaluate('1 + 1')).toBe(2);
  expect((await desk.incidents()).length).toBeLessThanOrEqual(before + 1);
  await page.close();
});

it('a title of markup and one of a megabyte are bounded text in the log and the popup', async () => {
  const page = await openPage();
  const since = Date.now();
  const markup = '<img src=x onerror="document.title=1"><script>evil=1</script>';
  await page.evaluate(`document.title = ${JSON.stringify(markup)} + 'x'.repeat(1 << 20)`);
  await mine(page);
  await expect.poll(async () => (await newest(since))?.title ?? '').toContain('<img');
  const incident = await newest(since);
  expect(incident?.title.length).toBeLessThanOrEqual(400);
  const log = await openOurPage(pair.assay, `log.html#incident=${incident?.id ?? ''}`);
  await log.getByText('<img src=x', { exact: false }).first().waitFor({ state: 'attached' });
  expect(
    await log.evaluate(`document.querySelectorAll('img[src=x], script:not([src])').length`),
  ).toBe(0);
  expect(await log.evaluate('typeof evil')).toBe('undefined');
  await log.close();
  await page.close();
});

it('a page finds no global, no element, no runtime and no event of ours', async () => {
  const probe = `() => ({
    names: Object.getOwnPropertyNames(window).sort(),
    html: document.documentElement.outerHTML,
    symbols: Reflect.ownKeys(document).map(String),
    runtime: typeof chrome === 'undefined' ? 'none' : typeof chrome.runtime?.sendMessage,
    listeners: [window.onmessage, window.onerror],
    resources: performance.getEntriesByType('resource').filter(({ name }) => name.startsWith('chrome-extension')).length,
  })`;
  const url = pair.site.at('trace.html', { body: '<!doctype html><p>x' });
  const { native, assay } = await pair.run(probe, 'page', { url });
  expect(assay).toEqual(native);
});

it('a frame cannot take the offer of the document that it becomes', async () => {
  const page = await openPage();
  const inner = pair.site.at('inner.html', { body: '<!doctype html><p>inner' });
  const stolen = await page.evaluate(`new Promise((done) => {
    let stolen = 0;
    const frame = document.createElement('iframe');
    frame.src = ${JSON.stringify(inner)};
    document.body.append(frame);
    const take = (event) => { if (event.relatedTarget) stolen++; };
    frame.contentWindow.addEventListener('load', take, true);
    frame.contentDocument.addEventListener('load', take, true);
    frame.onload = () => done(stolen);
  })`);
  expect(stolen).toBe(0);
  await page.close();
});

it('a second guard in the same realm is harmless', async () => {
  const probe = `async ({ adder }) => {
    const { instance } = await WebAssembly.instantiate(adder);
    return [WebAssembly.compile.toString(), Worker.toString(), Worker.prototype.terminate.toString(), instance.exports.add(1, 2)];
  }`;
  const { native } = await pair.run(probe);
  const page = await openPage();
  const guard = join(builtExtension, 'content-scripts/guard.js');
  await page.evaluate(await readFile(guard, 'utf8'));
  expect(await runProbe(page, pair.site, probe, 'page')).toEqual(native);
  expect(await mine(page)).toMatch(/refused by Assay/);
  await page.close();
});
