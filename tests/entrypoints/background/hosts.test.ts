// Requests for whole pages of listed hosts: they are logged at once, but the tab's record and its page are touched only
// when the tab really goes there. A cancelled navigation and a prefetch look the same in the browser's events.
import type { Runtime } from 'webextension-polyfill';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Incident } from '../../../core/incident/incident.ts';
import type { TabState } from '../../../core/protocol/questions.ts';
import { watchHosts } from '../../../entrypoints/background/services/hosts.ts';
import { routeMessages } from '../../../entrypoints/background/services/router.ts';
import { minerModule } from '../../core/sample-observations.ts';
import {
  done,
  OUR_ORIGIN,
  requestFailed,
  requestMade,
  resetBrowser,
  sendMessage,
  shown,
} from './fake-browser.ts';
import { newStore } from './incident-stores.ts';
import { testServices } from './test-services.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('./fake-browser.ts')).fakeBrowser,
}));

const POOL = 'https://moneroocean.stream/';
const MINER = 'https://coinhive.com/lib/';
const VIDEO = 'https://video.test/watch';
let tabId = 1_000;

beforeEach(async () => {
  vi.useRealTimers();
  resetBrowser();
  tabId++;
  shown.url = VIDEO;
  const services = testServices(newStore());
  routeMessages(services);
  watchHosts(services);
  await says('started', VIDEO, 'd1');
  await says('observed', VIDEO, 'd1', JSON.stringify(minerModule));
});

function says(kind: string, url: string, documentId: string, text = ''): Promise<unknown> {
  const tab = { id: tabId, url, title: '' };
  const sender = { id: 'assay', url, frameId: 0, documentId, tab };
  const message = { assay: 'frame', kind, text, dropped: 0 };
  return sendMessage(message, sender as unknown as Runtime.MessageSender);
}

async function ask<T>(name: string): Promise<T> {
  const own = { id: 'assay', url: `${OUR_ORIGIN}/log.html` } as Runtime.MessageSender;
  return ((await sendMessage({ assay: 'ask', name, tabId }, own)) as { value: T }).value;
}

const tabState = (): Promise<TabState> => ask('tab-state');
const sites = async (): Promise<string[]> =>
  (await ask<readonly Incident[]>('list-incidents')).map(({ site }) => site).sort();
const page = (url: string) => ({ tabId, url, type: 'main_frame', frameId: 0, requestId: '7' });
const blocked = (url: string) => ({ ...page(url), error: 'net::ERR_BLOCKED_BY_CLIENT' });

describe('a page of a pool that is only observed', () => {
  it('is logged, and leaves the record of the document that stays', async () => {
    const before = await tabState();
    requestMade(page(POOL));
    await expect.poll(sites).toEqual(['moneroocean.stream', 'video.test']);
    expect(await tabState()).toEqual(before);
    await says('started', 'https://news.test/', 'd2');
    expect(await tabState()).toMatchObject({ level: 'clear', incidents: [] });
    await says('started', POOL, 'd3');
    expect(await tabState()).toMatchObject({ level: 'clear', incidents: [] });
  });

  it('is on the record of its document once that starts, even before the incident is stored', async () => {
    requestMade(page(POOL));
    await says('started', `${POOL}#top`, 'd2');
    expect((await tabState()).level).toBe('confirmed');
    await expect
      .poll(async () => (await tabState()).incidents)
      .toMatchObject([{ site: 'moneroocean.stream' }]);
    expect(done.badges.get(tabId)).toBe('1');
  });
});

describe('a page of a mining host that is blocked', () => {
  it.each(['url', 'pendingUrl'] as const)('is replaced when the tab is there (%s)', async (at) => {
    shown[at] = MINER;
    requestFailed(blocked(MINER));
    await expect.poll(() => done.opened).toHaveLength(1);
    expect(done.opened[0]?.url).toContain('/blocked.html#host=coinhive.com');
    expect((await tabState()).incidents).toMatchObject([{ site: 'coinhive.com' }]);
  });

  it('is only logged when it was prefetched: tab and record stay', async () => {
    const before = await tabState();
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    requestFailed(blocked(MINER));
    await vi.waitFor(async () => {
      expect(await sites()).toEqual(['coinhive.com', 'video.test']);
    });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(vi.getTimerCount()).toBe(0);
    expect(done.opened).toEqual([]);
    expect(await tabState()).toEqual(before);
  });
});
