// Mining dashboards in a real browser: one that is drawn late, honest pages, and what the policy makes of them.
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Launched } from '../../cli/browser.ts';
import { openDesk, type Desk } from '../../cli/desk.ts';
import type { Incident } from '../../core/incident/incident.ts';
import { cases } from '../../rules/dashboards/cases.ts';
import { startEchoSite, type EchoSite } from './contract-stage.ts';
import { launchAssay } from './extension.ts';

const PATIENCE = { timeout: 40_000, interval: 100 };
/** One that every sign is on: told of at the first look that sees it. */
const SHOWN = textOf('2miners: address');
const HONEST = textOf('documentation of a pool: words of the dashboard');

let site: EchoSite;
let assay: Launched;
let desk: Desk;

beforeAll(async () => {
  site = await startEchoSite();
  assay = await launchAssay();
  desk = await openDesk(assay);
  await vi.waitFor(async () => expect(await registered()).toContain('page-traits'), PATIENCE);
});
afterAll(async () => {
  await assay.close();
  await site.close();
});

function textOf(title: string): string {
  const page = [...cases.match, ...cases.clean].find((one) => one.title === title);
  if (!page) throw new Error(`there is no case ${title}`);
  return page.text;
}

const bodyOf = (text: string): string =>
  text
    .split('\n')
    .map((line) => `<div>${line}</div>`)
    .join('');

/** @param lateMs how long after its load the page is drawn; 0 for at once */
async function open(host: string, text: string, lateMs = 0): Promise<Page> {
  const page = await assay.context.newPage();
  const draw = `setTimeout(() => (document.body.innerHTML = ${JSON.stringify(bodyOf(text))}), ${lateMs})`;
  const body = lateMs > 0 ? `<p>Loading…</p><script>${draw}</script>` : bodyOf(text);
  await page.goto(
    site.at('account', { body: `<!doctype html><title>Account</title>${body}` }, host),
  );
  return page;
}

const incidentOn = async (host: string): Promise<Incident | undefined> =>
  (await desk.incidents()).find((one) => one.site === host);
const responseOn = async (host: string): Promise<string | undefined> =>
  (await incidentOn(host))?.response;
const set = (settings: object): Promise<void> =>
  desk.page.evaluate((values) => chrome.storage.local.set({ settings: values }), settings);
const registered = (): Promise<readonly string[]> =>
  desk.page.evaluate(async () =>
    (await chrome.scripting.getRegisteredContentScripts()).map(({ id }) => id),
  );
declare const chrome: {
  readonly scripting: { getRegisteredContentScripts(): Promise<readonly { id: string }[]> };
  readonly storage: { readonly local: { set(values: object): Promise<void> } };
};

describe('a page that shows somebody’s miners', () => {
  it('is written down once, also when it is drawn late, and stays', async () => {
    const page = await open('late.localhost', SHOWN, 1_500);
    await expect.poll(() => responseOn('late.localhost'), PATIENCE).toBe('observe');
    const one = await incidentOn('late.localhost');
    expect(one).toMatchObject({
      ...{ category: 'deliberate-mining', title: 'Account', count: 1 },
      verdict: { level: 'suspected' },
    });
    expect(one?.evidence.map(({ id, trust }) => [id, trust])).toEqual([
      ['detect/mining-dashboard', 'page'],
    ]);
    // No text of the page: neither a wallet nor a figure.
    expect(JSON.stringify(one)).not.toMatch(/0x5290|122\.40|0\.01234/);
    expect(await page.title()).toBe('Account');
    await page.close();
  });

  it('is replaced by policy, and an excepted site is not', async () => {
    const exceptedSites = [{ host: 'agreed.localhost', reason: 'research' }];
    await set({ miningDashboards: 'block', exceptedSites });
    const agreed = await open('agreed.localhost', SHOWN);
    const page = await open('block.localhost', SHOWN);
    await page.waitForURL(/\/blocked\.html#why=dashboard&host=block\.localhost/);
    await page.locator('#why', { hasText: 'It shows miners at work.' }).waitFor();
    await expect
      .poll(async () => (await incidentOn('block.localhost'))?.steps, PATIENCE)
      .toMatchObject([{ what: 'The blocked page was shown instead', outcome: 'done' }]);
    await expect.poll(() => responseOn('agreed.localhost'), PATIENCE).toBe('observe');
    expect((await incidentOn('agreed.localhost'))?.action).toContain('excepted: research');
    expect(await agreed.title()).toBe('Account');
    await page.close();
    await agreed.close();
  });

  it('is warned of by policy', async () => {
    await set({ miningDashboards: 'warn' });
    const page = await open('warn.localhost', SHOWN);
    await expect.poll(() => responseOn('warn.localhost'), PATIENCE).toBe('warn');
    expect(await page.title()).toBe('Account');
    await page.close();
  });

  it('is told from an honest one and from a frame, and seen when a page draws it at another address', async () => {
    await set({ miningDashboards: 'block' });
    const honest = await open('honest.localhost', HONEST);
    const inner = site.at('inner', { body: bodyOf(SHOWN) }, 'inner.localhost');
    const app = await open('app.localhost', 'Log in');
    const outer = await open('outer.localhost', `<iframe src="${inner}"></iframe>`);
    // All three looks are over when this one, whose signs are told of only with the last, is written down.
    const faint = await open('faint.localhost', textOf('XMRig workers page'));
    await faint.waitForURL(/why=dashboard/, { timeout: 40_000 });
    const sites = (await desk.incidents()).map((one) => one.site);
    expect(sites).not.toEqual(expect.arrayContaining(['honest.localhost']));
    expect(sites).not.toEqual(expect.arrayContaining(['outer.localhost']));
    await app.evaluate((html) => {
      history.pushState({}, '', '/account');
      document.body.innerHTML = html;
    }, bodyOf(SHOWN));
    await app.waitForURL(/why=dashboard&host=app\.localhost/);
    for (const page of [honest, outer, faint, app]) await page.close();
  });

  it('is not looked at where the policy switches that off', async () => {
    await set({ miningDashboards: 'off' });
    await expect.poll(registered, PATIENCE).not.toContain('page-traits');
    await set({ miningDashboards: 'monitor' });
    await expect.poll(registered, PATIENCE).toContain('page-traits');
  });
});
