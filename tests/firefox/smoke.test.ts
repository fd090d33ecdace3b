// The Firefox build in a real Firefox: the guard refuses the miner before its first hash, lets the password hash through,
// and the incident is in the log. Skipped, with the reason, where no Firefox is installed.
import { join } from 'node:path';
import { build } from 'wxt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../../cli/browser.ts';
import type { Incident } from '../../core/incident/incident.ts';
import type { Answer } from '../../core/protocol/questions.ts';
import type { DemoReport } from '../pages/page-case.ts';
import { mappedHosts, startSite, type Site } from '../pages/site/server.ts';
import { findFirefox, startFirefox, type Firefox } from './bidi.ts';

const path = findFirefox();
const title = path
  ? 'the Firefox build'
  : 'the Firefox build (skipped: no Firefox found; install one or set ASSAY_FIREFOX to its path)';

describe.skipIf(path === null)(title, () => {
  let site: Site;
  let firefox: Firefox;
  let desk: string;
  /** What was started, to be ended in turn even when the start as a whole failed. */
  const started: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    await build({ root: projectFolder, browser: 'firefox', mode: 'production' });
    site = await startSite();
    started.push(site);
    const folder = join(projectFolder, '.output', 'firefox-mv3');
    const hosts = [...mappedHosts];
    firefox = await startFirefox(path ?? '', { folder, id: 'assay@assay.example' }, hosts);
    started.push(firefox);
    desk = await firefox.open(firefox.ownPage('log.html'));
  }, 120_000);
  afterAll(async () => {
    for (const one of started.toReversed()) await one.close();
  });

  async function incidents(): Promise<readonly Incident[]> {
    const question = JSON.stringify({ assay: 'ask', name: 'list-incidents' });
    const answer = await firefox.evaluate<Answer<'list-incidents'>>(
      desk,
      `browser.runtime.sendMessage(${question})`,
    );
    if (!answer.ok) throw new Error(answer.error);
    return answer.value;
  }

  function urlOf(id: string): string {
    const entry = site.cases.find((one) => one.id === id);
    if (!entry) throw new Error(`there is no case ${id}`);
    return site.url(entry);
  }

  /** The report of a page once it has come to an end. */
  async function endOf(id: string): Promise<DemoReport> {
    const tab = await firefox.open(urlOf(id));
    const report = (): Promise<DemoReport> => firefox.evaluate(tab, 'window.demo');
    await expect
      .poll(async () => (await report()).state, { timeout: 30_000, interval: 100 })
      .toMatch(/done|refused|failed/);
    return report();
  }

  it.each(['miner/cryptonight-page', 'miner/cryptonight-blob-worker'])(
    '%s is refused with no hash, and logged',
    async (id) => {
      expect(await endOf(id)).toMatchObject({ state: 'refused', hashes: 0 });
      await expect
        .poll(async () => (await incidents()).find(({ url }) => url === urlOf(id)), {
          timeout: 10_000,
        })
        .toMatchObject({
          family: 'cryptonight',
          verdict: { level: 'confirmed' },
          response: 'block',
          module: { sizeBytes: 318_444 },
        });
    },
  );

  it.each(['benign/password-hash', 'benign/argon2-browser'])(
    '%s works as without us',
    async (id) => {
      const entry = site.cases.find((one) => one.id === id);
      expect(await endOf(id)).toMatchObject({ state: 'done', result: entry?.expect.result });
      expect((await incidents()).filter(({ url }) => url === urlOf(id))).toEqual([]);
    },
  );

  it('a listed host is blocked and logged', async () => {
    await firefox.open(urlOf('miner/listed-host'));
    await expect
      .poll(async () => (await incidents()).find(({ url }) => url === urlOf('miner/listed-host')), {
        timeout: 10_000,
      })
      .toMatchObject({ category: 'cryptojacking', response: 'block', hosts: ['coinhive.com'] });
  });

  it('a listed site is replaced by our page, which says why', async () => {
    const tab = await firefox.begin(urlOf('miner/listed-site'));
    const address = (): Promise<string> => firefox.evaluate(tab, 'location.href');
    await expect.poll(address, { timeout: 10_000 }).toContain(firefox.ownPage('blocked.html'));
    const text = (): Promise<string> => firefox.evaluate(tab, 'document.body.innerText');
    await expect
      .poll(text, { timeout: 10_000 })
      .toContain(new URL(urlOf('miner/listed-site')).hostname);
  });

  it('the log page shows the incidents', async () => {
    const log = await firefox.open(firefox.ownPage('log.html'));
    const text = (): Promise<string> => firefox.evaluate(log, 'document.body.innerText');
    await expect.poll(text, { timeout: 10_000 }).toContain('Cryptonight miner');
  });
});
