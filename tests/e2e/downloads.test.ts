// Downloads of miners in a real browser: seen by default, ended and gone from the disk where the policy says so, and nothing
// that is honest is touched.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type Desk } from '../../cli/desk.ts';
import type { Launched } from '../../cli/browser.ts';
import type { Incident } from '../../core/incident/incident.ts';
import { startEchoSite, type EchoSite, type Reply } from './contract-stage.ts';
import { launchAssay } from './extension.ts';

const PATIENCE = { timeout: 15_000, interval: 100 };
const MINER = 'xmrig-6.21.0-linux-static-x64.tar.gz';
const ATTACHED = {
  'content-type': 'application/octet-stream',
  'content-disposition': 'attachment',
};
/** Honest bytes under whatever name; large enough that a browser shows progress. */
const WHOLE: Reply = { headers: ATTACHED, body: 'not a miner, only its name. '.repeat(2_000) };
/** One that stays under way until it is cancelled. */
const ENDLESS: Reply = { ...WHOLE, stalls: true };

let folder: string;
let site: EchoSite;
let assay: Launched;
let desk: Desk;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-downloads-'));
  site = await startEchoSite();
  assay = await launchAssay();
  // Playwright would give every file a name of its own.
  const session = await assay.context.browser()?.newBrowserCDPSession();
  await session?.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  desk = await openDesk(assay);
});
afterAll(async () => {
  await assay.close();
  await site.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** A page on `host` whose link is clicked. */
async function download(host: string, name: string, reply: Reply): Promise<void> {
  const page = await assay.context.newPage();
  const link = site.at(name, reply, host);
  await page.goto(site.at('page', { body: `<!doctype html><a href="${link}">get</a>` }, host));
  await page.click('a');
  await page.close().catch(() => undefined);
}

/** Names of files, of those under way as well. */
const files = async (): Promise<string[]> => (await readdir(folder)).sort();

async function incidentOn(host: string, action: RegExp): Promise<Incident> {
  const found = async (): Promise<Incident | undefined> =>
    (await desk.incidents()).find((one) => one.site === host && action.test(one.action));
  await expect.poll(found, PATIENCE).toBeDefined();
  return (await found()) as Incident;
}

const listed = (): Promise<readonly string[]> =>
  desk.page.evaluate(async () =>
    (await chrome.downloads.search({})).map(({ filename }) => filename.replace(/.*[\\/]/, '')),
  );
const set = (settings: object): Promise<void> =>
  desk.page.evaluate((values) => chrome.storage.local.set({ settings: values }), settings);
declare const chrome: {
  readonly downloads: { search(query: object): Promise<readonly { filename: string }[]> };
  readonly storage: { readonly local: { set(values: object): Promise<void> } };
};

describe('a download of a miner', () => {
  it('is written down by default, and stays', async () => {
    await download('default.localhost', MINER, WHOLE);
    await expect.poll(files, PATIENCE).toEqual([MINER]);
    const one = await incidentOn('default.localhost', /let through/);
    expect(one).toMatchObject({
      ...{ category: 'deliberate-mining', response: 'observe', family: 'xmrig' },
      ...{ verdict: { level: 'suspected' }, hosts: ['default.localhost'] },
    });
    expect(one.evidence[0]?.facts['fileName']).toBe(MINER);
  });

  it.each([
    ['under way', 'endless.localhost', ENDLESS],
    ['complete or nearly so', 'whole.localhost', WHOLE],
  ] as const)('that is %s is ended by policy, and gone from the disk', async (_, host, reply) => {
    await rm(join(folder, MINER), { force: true });
    await set({ minerDownloads: 'block' });
    await download(host, MINER, reply);
    const one = await incidentOn(host, /^The download was ended/);
    expect(one.steps.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    if (reply.stalls) expect(one.steps[0]?.what).toBe('The download was cancelled');
    expect(one.response).toBe('block');
    await expect.poll(files, PATIENCE).toEqual([]);
    // The first one, of the default, is still there.
    expect((await listed()).filter((name) => name === MINER)).toHaveLength(1);
  });

  it('that a page makes itself has its name later, and is ended all the same', async () => {
    await set({ minerDownloads: 'block' });
    const page = await assay.context.newPage();
    await page.goto(site.origin('made.localhost'));
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(['not a miner']));
      link.download = 'PhoenixMiner_6.2c_Windows.zip';
      link.click();
    });
    const one = await incidentOn('made.localhost', /^The download was ended/);
    expect(one).toMatchObject({ family: 'phoenixminer', response: 'block' });
    await expect.poll(files, PATIENCE).toEqual([]);
    await page.close();
  });

  it('is told from an honest one, which is left alone', async () => {
    await set({ minerDownloads: 'block' });
    const honest = ['t-rex-game-1.0.zip', 'xmrig-analysis.zip'];
    for (const name of honest) await download('honest.localhost', name, WHOLE);
    await expect.poll(files, PATIENCE).toEqual(honest);
    expect(await listed()).toEqual(expect.arrayContaining(honest));
    expect((await desk.incidents()).map((one) => one.site)).not.toContain('honest.localhost');
  });
});
