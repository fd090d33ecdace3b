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
