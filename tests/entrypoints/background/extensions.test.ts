// Mining extensions: which are seen and when, each as an incident of its own, and what the policy makes of them.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { mergeKey } from '../../../core/incident/compose-incident.ts';
import { incidentSchema, type Incident } from '../../../core/incident/incident.ts';
import { kept } from '../../../core/incident/keep.ts';
import { Extensions } from '../../../entrypoints/background/services/extensions.ts';
import type { Services } from '../../../entrypoints/background/services/services.ts';
import { routeMessages } from '../../../entrypoints/background/services/router.ts';
import { endBackground, managed, policyArrives, resetBrowser } from './fake-browser.ts';
import {
  allowed,
  enable,
  extension,
  extensionOf,
  grant,
  install,
  resetManagement,
} from './fake-management.ts';
import { newStore } from './incident-stores.ts';
import { incidents } from './logged-incidents.ts';
import { testServices } from './test-services.ts';

vi.mock('webextension-polyfill', async () => {
  const { fakeBrowser } = await import('./fake-browser.ts');
  const { managementParts } = await import('./fake-management.ts');
  const parts = Object.getOwnPropertyDescriptors(managementParts);
  return { default: Object.defineProperties({ ...fakeBrowser }, parts) };
});

const MINER = { id: 'miner', name: 'Monero Miner', version: '1.2.0' };
let services: Services;

beforeEach(() => {
  resetBrowser();
  resetManagement();
});

function start(policy: object = {}, store = newStore()): void {
  managed.values = policy as Readonly<Record<string, unknown>>;
  services = testServices(store);
  routeMessages(services);
  new Extensions(services).watch();
}

const told = async (): Promise<string[]> =>
  (await incidents()).map(({ response, count, evidence }) =>
    [response, count, evidence[0]?.facts['extension']].join(' '),
  );

async function only(action: string): Promise<Incident> {
  await expect.poll(async () => (await incidents()).map((one) => one.action)).toEqual([action]);
  const [one] = await incidents();
  if (!one) throw new Error('there is no incident');
  expect(incidentSchema.safeParse(one).success).toBe(true);
  return one;
}

/** Until whatever was begun is done: what must not happen has no event. */
async function settled(): Promise<void> {
  await new Promise((done) => setTimeout(done, 30));
  await services.log.settled();
}

describe('at the start', () => {
  it('one that says it mines is written down without a site, and left on', async () => {
    extension(MINER);
    start();
    const one = await only('The extension was left on: mining extensions are only monitored.');
    expect(one).toMatchObject({
      ...{ site: '', url: '', title: '', hosts: [], category: 'deliberate-mining' },
      ...{ response: 'observe', verdict: { level: 'suspected', score: 60 } },
    });
    expect(one.evidence[0]?.facts).toEqual({
      ...{ extension: 'Monero Miner', extensionId: 'miner', version: '1.2.0' },
    });
    expect(extensionOf('miner')?.enabled).toBe(true);
  });

  it('a name and a listed pool confirm', async () => {
    extension({ ...MINER, hostPermissions: ['*://*.supportxmr.com/*'] });
    start();
    const one = await only('The extension was left on: mining extensions are only monitored.');
    expect(one).toMatchObject({
      hosts: ['supportxmr.com'],
      verdict: { level: 'confirmed', score: 95 },
    });
  });

  it('each is an incident of its own, and honest ones are none', async () => {
    extension(MINER);
    extension({ ...MINER, id: 'other' });
    extension({ id: 'tab', name: 'CryptoTab', homepageUrl: 'https://cryptobrowser.site/' });
    extension({ id: 'off', name: 'Bitcoin Miner', enabled: false });
    extension({ id: 'assay', name: 'Monero Miner' });
    extension({ id: 'theme', name: 'Bitcoin Miner', type: 'theme' });
    extension({ id: 'block', name: 'No Coin - Block miners' });
    extension({ id: 'scrape', name: 'Data Miner' });
    extension({ id: 'pools', name: 'Pool Monitor', hostPermissions: ['*://*.nanopool.org/*'] });
    start();
    await expect.poll(async () => (await told()).sort()).toHaveLength(3);
    await settled();
    expect((await told()).sort()).toEqual([
      ...['observe 1 CryptoTab', 'observe 1 Monero Miner', 'observe 1 Monero Miner'],
    ]);
  });

  it('the same is told of once in a session, however often the background starts', async () => {
    const store = newStore();
    extension(MINER);
    start({}, store);
    await expect.poll(told).toEqual(['observe 1 Monero Miner']);
    await settled();
    endBackground();
    start({}, store);
    await settled();
    expect(await told()).toEqual(['observe 1 Monero Miner']);
  });

  it('a name cannot turn a line of the log around, and is bounded', async () => {
    extension({ ...MINER, name: `Bitcoin Miner \u202e${'x'.repeat(10_000)}` });
    start();
    const one = await only('The extension was left on: mining extensions are only monitored.');
    expect(JSON.stringify(one)).not.toContain('\u202e');
    expect(String(one.evidence[0]?.facts['extension']).length).toBeLessThanOrEqual(80);
  });

  it('where the log keeps no sites, the extension is named all the same', async () => {
    extension({ ...MINER, hostPermissions: ['*://*.supportxmr.com/*'] });
    start();
    const one = await only('The extension was left on: mining extensions are only monitored.');
    const nothing = kept(one, { address: 'nothing', isTitleKept: false });
    expect(incidentSchema.safeParse(nothing).success).toBe(true);
    expect(JSON.stringify(nothing)).not.toContain('supportxmr');
    expect(nothing.evidence[0]?.facts['extensionId']).toBe('miner');
    expect(mergeKey(nothing)).toContain('"miner"');
  });
});

describe('later', () => {
  it('one that is installed is told of once', async () => {
    start();
    await settled();
    install(MINER);
    await expect.poll(told).toEqual(['observe 1 Monero Miner']);
    await settled();
    expect(await told()).toEqual(['observe 1 Monero Miner']);
  });

  it('nothing is seen without the permission, and all once it is granted', async () => {
    allowed.sees = false;
    extension(MINER);
    start();
    await settled();
    expect(await told()).toEqual([]);
    grant();
    await expect.poll(told).toEqual(['observe 1 Monero Miner']);
    install({ id: 'second', name: 'BTCMiner' });
    await expect.poll(told).toHaveLength(2);
  });

  it('another policy is news', async () => {
    extension(MINER);
    start();
    await expect.poll(told).toEqual(['observe 1 Monero Miner']);
    await settled();
    policyArrives({ miningExtensions: 'warn' });
    await expect
      .poll(async () => (await told()).sort())
      .toEqual([...['observe 1 Monero Miner', 'warn 1 Monero Miner']]);
  });
});

describe('by policy', () => {
  const steps = ({ steps: all }: Incident): string[] =>
    all.map(({ what, outcome }) => `${outcome}: ${what}`);

  it('it is switched off, and again when somebody switches it on', async () => {
    extension(MINER);
    start({ miningExtensions: 'block' });
    const one = await only('The extension was switched off.');
    expect(steps(one)).toEqual(['done: The extension was switched off']);
    expect(extensionOf('miner')?.enabled).toBe(false);
    enable('miner');
    await expect.poll(() => extensionOf('miner')?.enabled).toBe(false);
    await expect.poll(told).toEqual(['block 2 Monero Miner']);
  });

  it('it says so where the browser does not', async () => {
    allowed.disables = false;
    extension(MINER);
    start({ miningExtensions: 'block' });
    const one = await only('The extension could not be switched off.');
    expect(steps(one)).toEqual(['failed: The browser did not switch it off']);
  });

  it('the person is warned', async () => {
    extension(MINER);
    start({ miningExtensions: 'warn' });
    const one = await only('The extension was left on, and the person was warned.');
    expect(one.response).toBe('warn');
    expect(extensionOf('miner')?.enabled).toBe(true);
  });

  it('nothing is done where all is only monitored, and nothing is seen where it is off', async () => {
    extension(MINER);
    start({ mode: 'monitor', miningExtensions: 'block' });
    await only('The extension was left on: Assay only monitors here.');
    expect(extensionOf('miner')?.enabled).toBe(true);
    resetBrowser();
    start({ miningExtensions: 'off' });
    await settled();
    expect(await told()).toEqual([]);
  });
});
