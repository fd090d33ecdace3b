// Downloads of miners in a real Firefox: the same code as in Chromium, and the same outcomes.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Incident } from '../../core/incident/incident.ts';
import { startEchoSite, type EchoSite, type Reply } from '../e2e/contract-stage.ts';
import { findFirefox, startFirefox, type Firefox } from './bidi.ts';
import { builtForFirefox, EXTENSION_ID, openDesk, titled, type FirefoxDesk } from './stage.ts';

const PATIENCE = { timeout: 15_000, interval: 100 };
const MINER = 'xmrig-6.21.0-linux-static-x64.tar.gz';
const HONEST = 'xmrig-analysis.zip';
const WHOLE: Reply = {
  headers: { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment' },
  body: 'not a miner, only its name. '.repeat(2_000),
};

describe.skipIf(findFirefox() === null)(titled('downloads of miners in Firefox'), () => {
  const started: { close(): Promise<void> }[] = [];
  let folder: string;
  let site: EchoSite;
  let firefox: Firefox;
  let desk: FirefoxDesk;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assay-downloads-'));
    started.push({ close: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) });
    site = await startEchoSite();
    started.push(site);
    const extension = { folder: builtForFirefox, id: EXTENSION_ID };
    firefox = await startFirefox(findFirefox() ?? '', extension, [], {
      'browser.download.folderList': 2,
      'browser.download.dir': folder,
      'browser.download.useDownloadDir': true,
      'browser.download.always_ask_before_handling_new_types': false,
      'browser.download.alwaysOpenPanel': false,
    });
    started.push(firefox);
    desk = await openDesk(firefox);
  });
  afterAll(async () => {
    for (const one of started.toReversed()) await one.close();
  });

  /** A page on `host` whose link is clicked. */
  async function download(host: string, name: string, reply: Reply): Promise<void> {
    const link = site.at(name, reply, host);
    const body = `<!doctype html><a href="${link}">get</a>`;
    const tab = await firefox.open(site.at('page', { body }, host));
    await firefox.evaluate(tab, `document.querySelector('a').click()`);
  }
  const files = async (): Promise<string[]> => (await readdir(folder)).sort();
  async function incidentOn(host: string, action: RegExp): Promise<Incident | undefined> {
    const found = async (): Promise<Incident | undefined> =>
      (await desk.incidents()).find((one) => one.site === host && action.test(one.action));
    await expect.poll(found, PATIENCE).toBeDefined();
    return found();
  }

  it('are written down by default, and stay', async () => {
    await download('default.localhost', MINER, WHOLE);
    const one = await incidentOn('default.localhost', /let through/);
    expect(one).toMatchObject({ family: 'xmrig', response: 'observe' });
    await expect.poll(files, PATIENCE).toContain(MINER);
    await rm(join(folder, MINER));
  });

  it.each([
    ['under way', 'endless.localhost', { ...WHOLE, stalls: true }],
    ['complete or nearly so', 'whole.localhost', WHOLE],
  ] as const)('that are %s are ended by policy, and gone from the disk', async (_, host, reply) => {
    const own = await firefox.open(firefox.ownPage('log.html'));
    const set = `browser.storage.local.set({ settings: { minerDownloads: 'block' } })`;
    await firefox.evaluate(own, set);
    await download(host, MINER, reply);
    const one = await incidentOn(host, /^The download was ended/);
    expect(one?.steps.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    await expect.poll(files, PATIENCE).toEqual([]);
  });

  it('are told from an honest one, which is left alone', async () => {
    await download('honest.localhost', HONEST, WHOLE);
    await expect.poll(files, PATIENCE).toEqual([HONEST]);
    expect((await desk.incidents()).map((one) => one.site)).not.toContain('honest.localhost');
  });
});
