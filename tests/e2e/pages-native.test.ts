// The demo site in Chromium without Assay: every miner really hashes and speaks to the pool. Without this, "0 hashes with
// Assay" could mean a broken page. Benign pages must reach the same result with Assay (page-cases.test.ts); that it is the one
// without, too, is tried when ASSAY_SLOW=1 is set. It asserts nothing about the extension.
import { readFile } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findBrowser } from '../../cli/browser.ts';
import { isQuick, loadPageCases, pagesFolder, type PageEntry } from '../pages/cases.ts';
import { hide, nativeResultOf, settledReport } from '../pages/demo-report.ts';
import { mappedHosts, siteHosts, startSite, type Site } from '../pages/site/server.ts';

const cases = await loadPageCases();
const cryptoNightScript = join(
  pagesFolder,
  '../../node_modules/turtlecoin-crypto/dist/turtlecoin-crypto-wasm.js',
);
const caseTimeoutMs = 45_000;
let site: Site;
let browser: Browser;

beforeAll(async () => {
  site = await startSite();
  browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: [
      '--no-sandbox',
      `--host-resolver-rules=${mappedHosts.map((host) => `MAP ${host} 127.0.0.1`).join(',')}`,
    ],
  });
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

describe('every page case runs without Assay', () => {
  const isShown = (entry: PageEntry): boolean =>
    isQuick(entry) && (isQuick({ slow: true }) || nativeResultOf(entry) === undefined);
  test.concurrent.for(cases.filter(isShown))(
    '$id',
    { timeout: caseTimeoutMs },
    async (pageCase) => {
      const result = nativeResultOf(pageCase);
      const page = await open(pageCase);
      const report = await settledReport(page, {
        timeoutMs: caseTimeoutMs,
        ...(result === undefined ? { enoughHashes: 1 } : {}),
      });
      await page.close();
      expect(report.error).toBeNull();
      if (result !== undefined) expect(report).toMatchObject({ state: 'done', result });
      else expect(report.hashes).toBeGreaterThan(0);
    },
  );
});

describe('a module that the browser refuses shows as refused', () => {
  const cryptoNightCases = ['page', 'streaming', 'http-worker', 'blob-module-worker'].map((name) =>
    caseNamed(`miner/cryptonight-${name}`),
  );
  const refusal = `for (const name of ['instantiate', 'instantiateStreaming']) {
    WebAssembly[name] = () => Promise.reject(new WebAssembly.CompileError('refused by the test'));
  }`;

  test.for(cryptoNightCases)('$id', { timeout: caseTimeoutMs }, async (pageCase) => {
    const context = await browser.newContext();
    await context.route('**/turtlecoin-crypto-wasm.js', async (route) => {
      const body = `${refusal}\n${await readFile(cryptoNightScript, 'utf8')}`;
      await route.fulfill({ contentType: 'text/javascript', body });
    });
    const page = await context.newPage();
    await page.goto(site.url(pageCase));
    const report = await settledReport(page, { enoughHashes: 1, timeoutMs: caseTimeoutMs });
    await context.close();
    const error = 'CompileError: refused by the test';
    expect(report).toEqual({ state: 'refused', hashes: 0, result: null, error });
  });
});

describe('the fake pool', () => {
  test.for([
    'cryptonight-http-worker',
    'cryptonight-blob-worker',
    'argon2d-pool',
    'argon2d-nimiq-pool',
  ])('accepts shares of %s', { timeout: caseTimeoutMs }, async (name) => {
    const before = { ...site.pool };
    const page = await open(caseNamed(`miner/${name}`));
    await vi.waitFor(
      () => {
        expect(site.pool.shares).toBeGreaterThan(before.shares);
      },
      { timeout: caseTimeoutMs },
    );
    await page.close();
    expect(site.pool.logins).toBe(before.logins + 1);
    expect(site.pool.rejected).toBe(0);
  });

  test('rejects a share that no miner computed', async () => {
    const before = { ...site.pool };
    const socket = new WebSocket(`ws://127.0.0.1:${site.port}/pool`);
    const answers: string[] = [];
    socket.onmessage = ({ data }) => answers.push(String(data));
    await new Promise((resolve) => (socket.onopen = resolve));
    socket.send('{"id":1,"method":"login","params":{}}');
    socket.send(
      '{"id":2,"method":"submit","params":{"job_id":"none","nonce":"00000000","result":""}}',
    );
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    socket.close();
    expect(answers[1]).toContain('Invalid share');
    expect(site.pool.rejected).toBe(before.rejected + 1);
    expect(site.pool.shares).toBe(before.shares);
  });
});

describe('the site itself', () => {
  test('the module hashes CryptoNight: the reference vector', async () => {
    const page = await browser.newPage();
    await page.goto(`${site.origin('mine.localhost')}/site/empty.html`);
    await page.addScriptTag({ url: '/npm/turtlecoin-crypto/dist/turtlecoin-crypto-wasm.js' });
    await page.addScriptTag({ url: '/site/miner-core.js' });
    const hash = await page.evaluate(
      "demoMiner.createCryptoNight().then((hash) => hash('5468697320697320612074657374'))",
    );
    await page.close();
    // "This is a test", tests/hash/tests-slow.txt of the Monero project.
    expect(hash).toBe('a084f01d1437a09c6985401b60d43554ae105802c5f5d8a9b3253649c0be6605');
  });

  test('the start page lists every case', async () => {
    const page = await browser.newPage();
    await page.goto(`${site.origin('demo.localhost')}/`);
    const links = await page
      .locator('td a')
      .evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
    await page.close();
    expect(links).toEqual(cases.map((pageCase) => site.url(pageCase)));
  });

  test.each([
    '/npm/../package.json',
    '/npm/..%2f..%2fpackage.json',
    '/npm/%2e%2e/package.json',
    '/npm/hash-wasm/..%5c..%5cpackage.json',
    '/%00',
    '/%',
    '/site/server.ts',
    '/miner',
  ])('refuses %s', async (path) => {
    expect(await statusOf(path)).toBe(404);
  });

  test('every case has a host that the site knows', () => {
    const known: readonly string[] = [...siteHosts, ...mappedHosts];
    expect(cases.map(({ host }) => host).filter((host) => !known.includes(host))).toEqual([]);
  });
});

async function open(pageCase: PageEntry): Promise<Page> {
  const page = await browser.newPage();
  if (pageCase.hidden) await hide(page);
  await page.goto(site.url(pageCase));
  return page;
}

function caseNamed(id: string): PageEntry {
  const found = cases.find((pageCase) => pageCase.id === id);
  if (found === undefined) throw new Error(`no page case ${id}`);
  return found;
}

/** Status of a path sent as it is: fetch and the browser would clean it first. */
async function statusOf(path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: site.port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
}
