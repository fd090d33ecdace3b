// Mining dashboards in a real Firefox: the same script as in Chromium, and the same outcomes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Incident } from '../../core/incident/incident.ts';
import { cases } from '../../rules/dashboards/cases.ts';
import { startEchoSite, type EchoSite } from '../e2e/contract-stage.ts';
import { findFirefox, type Firefox } from './bidi.ts';
import { openFirefoxBeside, titled, type FirefoxDesk } from './stage.ts';

const PATIENCE = { timeout: 40_000, interval: 200 };

describe.skipIf(findFirefox() === null)(titled('mining dashboards in Firefox'), () => {
  let site: EchoSite;
  let firefox: Firefox;
  let desk: FirefoxDesk;
  let close: () => Promise<void>;

  beforeAll(async () => {
    site = await startEchoSite();
    ({ firefox, desk, close } = await openFirefoxBeside(site));
  });
  afterAll(() => close());

  /** A page with the text of a case. */
  async function open(host: string, title: string): Promise<string> {
    const page = [...cases.match, ...cases.clean].find((one) => one.title === title);
    const lines = page?.text.split('\n').map((line) => `<div>${line}</div>`) ?? [];
    expect(lines.length).toBeGreaterThan(0);
    const body = `<!doctype html><meta charset="utf-8"><title>Account</title>${lines.join('')}`;
    return firefox.open(site.at('account', { body }, host));
  }
  const incidentOn = async (host: string): Promise<Incident | undefined> =>
    (await desk.incidents()).find((one) => one.site === host);

  it('are written down by default, and told from pages about mining', async () => {
    await open('honest.localhost', 'the public page of a pool');
    await open('account.localhost', 'ethermine: miner');
    await expect
      .poll(async () => (await incidentOn('account.localhost'))?.response, PATIENCE)
      .toBe('observe');
    expect((await incidentOn('account.localhost'))?.verdict.level).toBe('suspected');
    expect(await incidentOn('honest.localhost')).toBeUndefined();
  });

  it('are replaced by policy', async () => {
    const own = await firefox.open(firefox.ownPage('log.html'));
    const set = `browser.storage.local.set({ settings: { miningDashboards: 'block' } })`;
    await firefox.evaluate(own, set);
    await open('block.localhost', 'ethermine: miner');
    await expect
      .poll(async () => (await incidentOn('block.localhost'))?.steps, PATIENCE)
      .toMatchObject([{ what: 'The blocked page was shown instead', outcome: 'done' }]);
  });
});
