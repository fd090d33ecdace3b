// What only the build for companies does, under a real policy: it looks with the debugger into a tab whose load nothing
// explains, and sees the sockets of workers that belong to no tab.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSite, type Site } from '../pages/site/server.ts';
import { startCloakedSite, type CloakedSite } from './cloaked-site.ts';
import { launchManaged, whyNotManaged, type ManagedBrowser } from './managed-browser.ts';

const PATIENCE = { timeout: 55_000, interval: 200 };
const why = whyNotManaged();
if (why !== null) console.log(`The build for companies is not tested in a browser here: ${why}.`);

let site: Site;
let cloaked: CloakedSite;
let browser: ManagedBrowser;

/** Pages and scripts of a site that hides its miner from those who ask without its cookie. */
function startCloaked(): Promise<CloakedSite> {
  const page = (script: string): string => `<!doctype html><script>${script}</script>`;
  const miner = `importScripts('/npm/turtlecoin-crypto/dist/turtlecoin-crypto-wasm.js', '/site/miner-core.js');
    const poolUrl = 'ws://mine.localhost:${site.port}/pool';
    demoMiner.startCryptoNight({ poolUrl, report: (message) => postMessage(message) });`;
  const pages = {
    '/': page(
      "hashes = 0; new Worker('/miner.js').onmessage = ({ data }) => (hashes = data.hashes)",
    ),
    '/caller': page("new SharedWorker('/caller.js')"),
  };
  const socket = `new WebSocket('ws://ws.coinhive.com:${site.port}/pool');`;
  const scripts = { '/miner.js': miner, '/caller.js': socket };
  return startCloakedSite(pages, scripts, site.origin('127.0.0.1'));
}

/** The background's own clock would look twice a minute. */
async function lookOften(): Promise<void> {
  await browser.assay.background?.evaluate(() =>
    chrome.alarms.create('dark workers', { periodInMinutes: 0.1 }),
  );
}
declare const chrome: {
  readonly alarms: { create(name: string, when: object): Promise<void> };
};

describe.skipIf(why !== null)('the build for companies', () => {
  beforeAll(async () => {
    site = await startSite();
    cloaked = await startCloaked();
    browser = await launchManaged({ forensics: true });
  });
  afterAll(async () => {
    await browser.close();
    await cloaked.close();
    await site.close();
  });

  it('sees the socket of a shared worker to a listed host, and leaves the page', async () => {
    const url = `http://caller.localhost:${cloaked.port}/caller`;
    await browser.open(url);
    await expect
      .poll(() => browser.stepsOf(url), PATIENCE)
      .toContain('done: The page was unloaded');
    expect(await browser.incidentOf(url)).toMatchObject({
      response: 'block',
      hosts: ['ws.coinhive.com'],
      evidence: [{ id: 'detect/listed-host' }],
    });
    await expect
      .poll(() => browser.stepsOf(url), PATIENCE)
      .toContain('done: The blocked page was shown instead');
  });

  it('finds by its running module the miner that hides from every other look', async () => {
    const page = await browser.open(`http://cloaked.localhost:${cloaked.port}/`);
    const url = page.url();
    await lookOften();
    await expect.poll(() => browser.incidentOf(url), PATIENCE).toBeDefined();
    const found = await browser.incidentOf(url);
    expect(found?.verdict.level).toBe('confirmed');
    expect(found?.evidence.map(({ id }) => id)).toContain('detect/dark-load');
    expect(found?.evidence.find(({ id }) => id === 'detect/examined-tab')).toMatchObject({
      kind: 'artefact',
      facts: { family: 'cryptonight' },
    });
    await expect.poll(() => browser.stepsOf(url), PATIENCE).toContain('done: Ended: 1 worker');
    await page.close();
  });
});
