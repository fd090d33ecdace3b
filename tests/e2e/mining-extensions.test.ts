// Mining extensions beside Assay in a real browser, in the build for companies, which may see them: suspected by name, and
// switched off where the policy says so; an honest one is left alone.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, type Launched } from '../../cli/browser.ts';
import { openDesk, type Desk } from '../../cli/desk.ts';
import type { Incident } from '../../core/incident/incident.ts';
import { managedExtension } from './managed-browser.ts';

const PATIENCE = { timeout: 15_000, interval: 100 };
let folder: string;
let assay: Launched;
let desk: Desk;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-extensions-'));
  assay = await launch({ headless: true, extension: managedExtension });
  desk = await openDesk(assay);
});
afterAll(async () => {
  await assay.close();
  await rm(folder, { recursive: true, force: true });
});

type Send = (method: string, about: object) => Promise<{ readonly id: string }>;

/** Loads an extension that does nothing but have a name. @returns its id */
async function load(name: string, hosts: readonly string[] = []): Promise<string> {
  const path = join(folder, name.replace(/\W/g, ''));
  await mkdir(path, { recursive: true });
  const manifest = { manifest_version: 3, name, version: '1.2.0', host_permissions: hosts };
  await writeFile(join(path, 'manifest.json'), JSON.stringify(manifest));
  const session = await assay.context.browser()?.newBrowserCDPSession();
  // Playwright does not know this command.
  const send = session?.send.bind(session) as unknown as Send;
  const { id } = await send('Extensions.loadUnpacked', { path });
  await session?.detach();
  return id;
}

const ofExtension = async (id: string): Promise<Incident | undefined> =>
  (await desk.incidents()).find((one) => one.evidence[0]?.facts['extensionId'] === id);
const actionOf = async (id: string): Promise<string | undefined> => (await ofExtension(id))?.action;
const isOn = (id: string): Promise<boolean> =>
  desk.page.evaluate(async (of) => (await chrome.management.get(of)).enabled, id);
const set = (settings: object): Promise<void> =>
  desk.page.evaluate((values) => chrome.storage.local.set({ settings: values }), settings);
declare const chrome: {
  readonly management: { get(id: string): Promise<{ readonly enabled: boolean }> };
  readonly storage: { readonly local: { set(values: object): Promise<void> } };
};

describe('an extension that says it mines', () => {
  it('is written down once by default, and left on', async () => {
    const id = await load('Monero Miner');
    await expect
      .poll(() => actionOf(id), PATIENCE)
      .toBe('The extension was left on: mining extensions are only monitored.');
    expect(await ofExtension(id)).toMatchObject({
      ...{ site: '', response: 'observe', count: 1, verdict: { level: 'suspected' } },
    });
    expect(await isOn(id)).toBe(true);
  });

  it('is switched off by policy, that is there and that comes; an honest one is not', async () => {
    const first = await load('Bitcoin Miner', ['*://*.supportxmr.com/*']);
    await expect.poll(() => actionOf(first), PATIENCE).toContain('left on');
    expect((await ofExtension(first))?.verdict.level).toBe('confirmed');
    await set({ miningExtensions: 'block' });
    const honest = await load('Data Miner - Web Scraper');
    const second = await load('BTCMiner');
    for (const id of [first, second]) {
      await expect.poll(() => isOn(id), PATIENCE).toBe(false);
      await expect.poll(() => actionOf(id), PATIENCE).toBe('The extension was switched off.');
      expect((await ofExtension(id))?.steps).toMatchObject([
        { what: 'The extension was switched off', outcome: 'done' },
      ]);
    }
    expect(await isOn(honest)).toBe(true);
    expect(await ofExtension(honest)).toBeUndefined();
  });
});
