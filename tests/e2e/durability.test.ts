// What must outlive a crash: an incident that was shown is on the disk although the whole browser is killed a moment
// later, and what is known of an open tab is there again after the browser ended the background, as it does when it rests.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtExtension, launch, type Launched } from '../../cli/browser.ts';
import { openDesk, type Desk } from '../../cli/desk.ts';
import type { Incident } from '../../core/incident/incident.ts';
import type { TabState } from '../../core/protocol/questions.ts';
import { mappedHosts, startSite, type Site } from '../pages/site/server.ts';
import { browserProcess } from './browser-process.ts';

let site: Site;
let profile: string;

beforeAll(async () => {
  site = await startSite();
  profile = await mkdtemp(join(tmpdir(), 'assay-durability-'));
});
afterAll(async () => {
  await site.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

function launchHere(): Promise<Launched> {
  return launch({ headless: true, extension: builtExtension, hosts: mappedHosts, profile });
}

function miner(id = 'miner/cryptonight-page'): string {
  const entry = site.cases.find((one) => one.id === id);
  if (!entry) throw new Error(`there is no case ${id}`);
  return site.url(entry);
}

/** Incidents of an address, as soon as there are any. */
async function incidentsOf(desk: Desk, url: string): Promise<readonly Incident[]> {
  let found: readonly Incident[] = [];
  const look = async (): Promise<number> => {
    found = (await desk.incidents()).filter((incident) => incident.url === url);
    return found.length;
  };
  await expect.poll(look, { timeout: 15_000, interval: 20 }).toBeGreaterThan(0);
  return found;
}

describe('the incident log', () => {
  it(
    'has every incident that was shown, though the browser was killed right then',
    { timeout: 120_000 },
    async () => {
      const assay = await launchHere();
      const killed = new Promise((resolve) => assay.context.once('close', resolve));
      const desk = await openDesk(assay);
      const pid = await browserProcess(profile);
      const page = await assay.context.newPage();
      await page.goto(miner(), { waitUntil: 'commit' });
      const shown = await incidentsOf(desk, miner());
      process.kill(pid, 'SIGKILL');
      await killed;

      const again = await launchHere();
      try {
        const kept = await (await openDesk(again)).incidents();
        expect(kept).toEqual(expect.arrayContaining([...shown]));
        expect(shown[0]).toMatchObject({ family: 'cryptonight', response: 'block', count: 1 });
      } finally {
        await again.close();
      }
    },
  );
});

describe('the end of the background', () => {
  let assay: Launched;
  let desk: Desk;

  beforeAll(async () => {
    assay = await launchHere();
    desk = await openDesk(assay);
  });
  afterAll(() => assay.close());

  /** Ends the background and waits until the browser says that it stopped. */
  async function rest(): Promise<void> {
    const session = await assay.context.newCDPSession(desk.page);
    const stopped = new Promise<void>((resolve) => {
      session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
        if (versions.some(({ runningStatus }) => runningStatus === 'stopped')) resolve();
      });
    });
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.stopAllWorkers');
    await stopped;
    await session.detach();
  }

  async function stateOf(url: string): Promise<TabState> {
    const state = await desk.tabState(url);
    if (!state) throw new Error('the tab is gone');
    return state;
  }

  /** Resolves when session storage holds the tab with its incident. */
  async function saved(incidentId: string): Promise<void> {
    const stored = (): Promise<string> =>
      desk.page.evaluate(async () => JSON.stringify(await chrome.storage.session.get(null)));
    await expect.poll(stored, { timeout: 10_000, interval: 50 }).toContain(incidentId);
  }

  it('takes nothing from what the popup says of an open tab', async () => {
    const url = miner('miner/cryptonight-blob-worker');
    const page = await assay.context.newPage();
    await page.goto(url);
    const [incident] = await incidentsOf(desk, url);
    await saved(incident?.id ?? '');
    const before = await stateOf(url);
    expect(before).toMatchObject({
      level: 'confirmed',
      watched: true,
      incidents: [{ id: incident?.id }],
    });
    await rest();
    expect(await stateOf(url)).toEqual(before);
    await page.close();
  });

  it('does not make the next event be missed: it wakes the background', async () => {
    await rest();
    const url = miner('miner/cryptonight-streaming');
    const page = await assay.context.newPage();
    await page.goto(url);
    expect(await incidentsOf(desk, url)).toMatchObject([{ family: 'cryptonight' }]);
    await page.close();
  });

  it('does not let repeats become new incidents', async () => {
    const url = miner('miner/cryptonight-streaming');
    const [before] = await incidentsOf(desk, url);
    await rest();
    const page = await assay.context.newPage();
    await page.goto(url);
    const count = async (): Promise<number> => (await incidentsOf(desk, url))[0]?.count ?? 0;
    await expect.poll(count, { timeout: 15_000 }).toBeGreaterThan(before?.count ?? 0);
    expect((await incidentsOf(desk, url)).map(({ id }) => id)).toEqual([before?.id]);
    await page.close();
  });

  it('keeps blocking listed hosts', async () => {
    await rest();
    const url = miner('miner/listed-host');
    const page = await assay.context.newPage();
    await page.goto(url);
    expect(await incidentsOf(desk, url)).toMatchObject([
      { response: 'block', hosts: ['coinhive.com'] },
    ]);
    await page.close();
  });
});

/** The part of the extension API that runs inside the desk's page. */
declare const chrome: {
  readonly storage: { readonly session: { get(keys: null): Promise<object> } };
};
