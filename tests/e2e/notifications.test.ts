// Notifications by the browser's own API: of an incident one, of several together one, and none unless somebody wants them.
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Launched } from '../../cli/browser.ts';
import { openDesk, type Desk } from '../../cli/desk.ts';
import { launchAssay } from './extension.ts';
import { servePages } from './own-pages.ts';

const PATIENCE = { timeout: 20_000, interval: 100 };

let assay: Launched;
let desk: Desk;
let site: Awaited<ReturnType<typeof servePages>>;

beforeAll(async () => {
  assay = await launchAssay();
  desk = await openDesk(assay);
  site = await servePages({
    '/1': '<!doctype html><title>SECRET</title><script src="https://coinhive.com/1.js"></script>',
  });
});
afterAll(async () => {
  await site.close();
  await assay.close();
});

declare const chrome: {
  readonly notifications: { getAll(): Promise<Readonly<Record<string, boolean>>> };
};

const shown = (): Promise<string[]> =>
  desk.page.evaluate(async () => Object.keys(await chrome.notifications.getAll()));

/** The same page under another name is another site, and so another incident. */
async function visit(host: string): Promise<Page> {
  const page = await assay.context.newPage();
  await page.goto(site.url('/1').replace('127.0.0.1', host));
  const known = async (): Promise<readonly number[]> => [
    (await desk.incidents()).filter(({ site }) => site === host).length,
    (await desk.tabState(page.url()))?.incidents.length ?? NaN,
  ];
  await expect.poll(known, PATIENCE).toEqual([1, 1]);
  return page;
}

it('tells of an incident once, and of several together', async () => {
  // Of a try before this one.
  await desk.ask('change-setting', { key: 'notifications', value: 'off' });
  await desk.ask('clear-incidents', { ids: null });
  const quiet = await visit('off.localhost');
  expect(await shown()).toEqual([]);
  await desk.ask('change-setting', { key: 'notifications', value: 'blocked' });
  const first = await visit('one.localhost');
  const [incident] = (await desk.tabState(first.url()))?.incidents ?? [];
  await expect.poll(shown, PATIENCE).toEqual([`incident:${incident?.id}`]);
  const others = [await visit('two.localhost'), await visit('three.localhost')];
  await expect.poll(shown, PATIENCE).toEqual([`incidents:${incident?.id}`]);
  for (const page of [quiet, first, ...others]) await page.close();
});
