// What mining costs, from what pages report to what the log says: counted while it runs, estimated once it was stopped, never
// both for the same moment, and none of it lost with the background.
import type { Runtime } from 'webextension-polyfill';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Incident } from '../../../core/incident/incident.ts';
import type { PageObservation } from '../../../core/protocol/observation.ts';
import { routeMessages } from '../../../entrypoints/background/services/router.ts';
import type { Services } from '../../../entrypoints/background/services/services.ts';
import type { IncidentStore } from '../../../entrypoints/background/store/incident-store.ts';
import { busySecond, minerModule, poolDialogue } from '../../core/sample-observations.ts';
import {
  alarmsGoOff,
  closeTab,
  done,
  endBackground,
  fakeBrowser,
  managed,
  resetBrowser,
  sendMessage,
  shown,
} from './fake-browser.ts';
import { newStore } from './incident-stores.ts';
import { CORES, testServices } from './test-services.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('./fake-browser.ts')).fakeBrowser,
}));

const MINUTE_MS = 60_000;
let tabId = 1_000;
let store: IncidentStore;
let services: Services;

beforeEach(() => {
  vi.useRealTimers();
  vi.useFakeTimers({ toFake: ['Date'] });
  resetBrowser();
  tabId++;
  store = newStore();
  startBackground();
});

function startBackground(): void {
  services = testServices(store);
  routeMessages(services);
}

function says(observation: PageObservation | null, changes: object = {}): Promise<unknown> {
  const url = 'https://video.test/watch';
  const from = { id: 'assay', url, origin: 'https://video.test', frameId: 0, documentId: 'd1' };
  const tab = { id: tabId, url, title: 'Watch' };
  const kind = observation ? 'observed' : 'started';
  const text = observation ? JSON.stringify(observation) : '';
  const sender = { ...from, tab, ...changes } as unknown as Runtime.MessageSender;
  return sendMessage({ assay: 'frame', kind, text, dropped: 0 }, sender);
}

/** Threads report a second each second. */
async function areBusy(seconds: number, threads: readonly string[], busyMs = 1_000): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    vi.advanceTimersByTime(1_000);
    for (const thread of threads) await says(busySecond(thread, busyMs));
  }
}

/** Two threads hash for 4 s while a pool talks; the third second confirms. */
async function mines(): Promise<void> {
  await says(null);
  vi.advanceTimersByTime(1_000);
  await says(poolDialogue);
  await areBusy(4, ['a', 'b']);
}

async function monitored(): Promise<void> {
  managed.values = { mode: 'monitor' };
  endBackground();
  startBackground();
  await services.policy.ready;
  await expect.poll(() => services.policy.current.mode).toBe('monitor');
}

async function minuteGoesBy(): Promise<void> {
  vi.advanceTimersByTime(MINUTE_MS);
  alarmsGoOff();
  await settles();
}

/** What was begun is done. */
async function settles(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  await services.log.settled();
}

/** Session storage has what is known of the tab. */
async function isSaved(): Promise<void> {
  const known = JSON.stringify(services.tabs.get(tabId));
  const key = `tab:${tabId}`;
  const saved = async () =>
    JSON.stringify(((await fakeBrowser.storage.session.get()) as Record<string, unknown>)[key]);
  // Not by `expect.poll`, which lets the time of the test go by.
  while ((await saved()) !== known) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function only(): Promise<Incident> {
  await settles();
  const [incident, ...more] = await services.log.store.newest(10);
  expect(more).toEqual([]);
  return incident as Incident;
}

const costs = async () => (await only()).cost;

describe('a miner that was stopped', () => {
  it('has what it used until then, what ran before the verdict included', async () => {
    await mines();
    closeTab(tabId);
    // Both threads for four seconds.
    expect((await costs()).observedCoreMs).toBe(8_000);
  });

  it('is estimated to have gone on as it did, for as long as its page stays open', async () => {
    await mines();
    await says({ kind: 'stopped', workers: 2, sockets: 1, gpus: 0 });
    await minuteGoesBy();
    const { avoidedCoreMs } = await costs();
    // The stop was ordered in the third second; what ran in the fourth is taken off.
    expect(avoidedCoreMs).toBe(2 * 61_000 - 2_000);
    vi.advanceTimersByTime(30_000);
    closeTab(tabId);
    expect((await costs()).avoidedCoreMs).toBe(avoidedCoreMs + 2 * 30_000);
    await minuteGoesBy();
    expect((await costs()).avoidedCoreMs).toBe(avoidedCoreMs + 2 * 30_000);
  });

  it('that eased off is estimated to have eased off', async () => {
    await says(null);
    vi.advanceTimersByTime(1_000);
    await says(poolDialogue);
    await areBusy(4, ['a', 'b'], 500);
    vi.advanceTimersByTime(10_000);
    closeTab(tabId);
    expect((await costs()).avoidedCoreMs).toBe(2 * 0.5 * 11_000 - 1_000);
  });

  it('ends with the document, whatever comes next', async () => {
    await mines();
    vi.advanceTimersByTime(10_000);
    await says(null, { documentId: 'd2' });
    const after = await costs();
    expect(after.avoidedCoreMs).toBe(2 * 11_000 - 2_000);
    await minuteGoesBy();
    expect(await costs()).toEqual(after);
  });

  it('ends when the tab shows a page of the browser, which says nothing', async () => {
    await mines();
    await minuteGoesBy();
    const before = await costs();
    shown.url = 'chrome://newtab/';
    await minuteGoesBy();
    await minuteGoesBy();
    closeTab(tabId);
    expect(await costs()).toEqual(before);
    expect([...done.alarms.keys()]).not.toContain('cost');
  });

  it('is estimated for an hour at most, and not while the machine sleeps', async () => {
    await mines();
    vi.advanceTimersByTime(8 * 60 * MINUTE_MS);
    alarmsGoOff();
    await settles();
    // Nothing but a sleep explains a pause of eight hours.
    expect((await costs()).avoidedCoreMs).toBeLessThanOrEqual(2 * 150_000);
    const before = await costs();
    closeTab(tabId);
    expect(await costs()).toEqual(before);
  });

  it('has no more than the cores of the machine, in all tabs together', async () => {
    await mines();
    const pages = [1, 2, 3].map((at) => ({ ...{ id: tabId + 100 * at }, title: '' }));
    for (const page of pages) {
      const tab = { ...page, url: 'https://video.test/watch' };
      const there = { tab, documentId: `d${page.id}` };
      await says(null, there);
      for (const workerId of ['a', 'b', 'c']) await says({ ...minerModule, workerId }, there);
    }
    const { length: openTabs } = pages;
    await minuteGoesBy();
    for (const { id } of [{ id: tabId }, ...pages]) closeTab(id);
    await settles();
    const all = await services.log.store.newest(10);
    const sum = all.reduce((ms, { cost }) => ms + cost.avoidedCoreMs, 0);
    expect(openTabs * 3 + 2).toBeGreaterThan(CORES);
    expect(sum).toBeGreaterThan(0.9 * CORES * MINUTE_MS);
    expect(sum).toBeLessThanOrEqual(CORES * (MINUTE_MS + 5_000));
  });

  it('has its load before the stop and after it', async () => {
    await mines();
    await says({ kind: 'stopped', workers: 2, sockets: 1, gpus: 0 });
    vi.advanceTimersByTime(12_000);
    alarmsGoOff();
    const { load } = await only();
    expect(Math.max(...load.map(([, percent]) => percent))).toBe(200);
    expect(load.slice(-3).map(([, percent]) => percent)).toEqual([0, 0, 0]);
  });

  it('loses nothing with the background', async () => {
    await mines();
    await isSaved();
    endBackground();
    startBackground();
    await minuteGoesBy();
    expect(await costs()).toEqual({ observedCoreMs: 8_000, avoidedCoreMs: 2 * 61_000 - 2_000 });
    await isSaved();
    endBackground();
    startBackground();
    vi.advanceTimersByTime(20_000);
    closeTab(tabId);
    await services.tabs.ready;
    expect((await costs()).avoidedCoreMs).toBe(2 * 81_000 - 2_000);
  });

  it('costs nothing more once its incident was cleared', async () => {
    await mines();
    await settles();
    await services.log.clear(null);
    await minuteGoesBy();
    closeTab(tabId);
    await settles();
    expect(await services.log.store.newest(10)).toEqual([]);
  });
});

describe('a module that was refused', () => {
  it('is one thread that was saved, and nothing that was used', async () => {
    await says(null);
    await says(minerModule);
    await says(minerModule);
    await minuteGoesBy();
    closeTab(tabId);
    expect(await only()).toMatchObject({
      cost: { observedCoreMs: 0, avoidedCoreMs: MINUTE_MS },
      load: [],
    });
  });

  it('is as many threads as asked for it, and no more than there are cores', async () => {
    await says(null);
    for (let worker = 0; worker < 3; worker++)
      await says({ ...minerModule, workerId: `w.${worker}` });
    await minuteGoesBy();
    expect((await costs()).avoidedCoreMs).toBe(3 * MINUTE_MS);
    for (let worker = 3; worker < 30; worker++)
      await says({ ...minerModule, workerId: `w.${worker}` });
    await minuteGoesBy();
    expect((await costs()).avoidedCoreMs).toBe((3 + CORES) * MINUTE_MS);
  });
});

describe('a miner that is only observed', () => {
  it('goes on counting while it mines, and nothing is estimated', async () => {
    await monitored();
    await mines();
    await areBusy(30, ['a', 'b']);
    await minuteGoesBy();
    expect(await only()).toMatchObject({
      response: 'observe',
      cost: { observedCoreMs: 68_000, avoidedCoreMs: 0 },
    });
    await areBusy(30, ['c']);
    closeTab(tabId);
    const { cost, load, lastSeenAt } = await only();
    expect(cost).toEqual({ observedCoreMs: 98_000, avoidedCoreMs: 0 });
    expect(lastSeenAt).toBe(Date.now());
    expect(load.at(-2)?.[1]).toBe(100);
  });

  it('cannot claim more than the time that has passed', async () => {
    await monitored();
    await mines();
    const lie = { ...busySecond('a'), windowMs: 3_600_000, wasmMs: 9e15, callbackMs: 9e15 };
    const begun = Date.now() - 5_000;
    for (let time = 0; time < 50; time++) {
      vi.advanceTimersByTime(20);
      for (let thread = 0; thread < 20; thread++) await says({ ...lie, workerId: `w.${thread}` });
    }
    closeTab(tabId);
    const { observedCoreMs } = await costs();
    // Time goes in steps of two seconds.
    expect(observedCoreMs).toBeLessThanOrEqual(CORES * (Date.now() - begun + 2_000));
  });
});

describe('pages without an incident', () => {
  it('cost nothing, and nothing is written', async () => {
    await says(null);
    await areBusy(30, ['a', 'b']);
    await minuteGoesBy();
    closeTab(tabId);
    await settles();
    expect(await services.log.store.newest(10)).toEqual([]);
    expect([...done.alarms.keys()]).toEqual([]);
  });
});
