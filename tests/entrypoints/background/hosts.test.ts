// Requests for whole pages of listed hosts: they are logged at once, but the tab's record and its page are touched only
// when the tab really goes there. A cancelled navigation and a prefetch look the same in the browser's events.
import type { Runtime } from 'webextension-polyfill';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Incident } from '../../../core/incident/incident.ts';
import type { TabState } from '../../../core/protocol/questions.ts';
import { blockNow, watchHosts } from '../../../entrypoints/background/services/hosts.ts';
import type { Services } from '../../../entrypoints/background/services/services.ts';
import { routeMessages } from '../../../entrypoints/background/services/router.ts';
import { minerModule } from '../../core/sample-observations.ts';
import {
  done,
  fakeBrowser,
  OUR_ORIGIN,
  policyArrives,
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
let services: Services;

beforeEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  resetBrowser();
  tabId++;
  shown.url = VIDEO;
  services = testServices(newStore());
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
  return ((await sendMessage({ assay: 'ask', name, tabId, ids: null }, own)) as { value: T }).value;
}

const tabState = (): Promise<TabState> => ask('tab-state');
const sites = async (): Promise<string[]> =>
  (await ask<readonly Incident[]>('incidents')).map(({ site }) => site).sort();
/** Of listed hosts. */
const incidents = async (): Promise<readonly Incident[]> =>
  (await ask<readonly Incident[]>('incidents')).filter(({ evidence }) =>
    evidence.some(({ kind }) => kind === 'host'),
  );
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

describe('a document whose request is seen before its first word', () => {
  it('keeps its incident when the document before speaks even later', async () => {
    const script = { ...page(`${MINER}coinhive.min.js`), type: 'script', parentFrameId: -1 };
    const asked = { ...script, documentId: 'd3', initiator: new URL(VIDEO).origin };
    requestFailed({ ...asked, error: 'net::ERR_BLOCKED_BY_CLIENT' });
    await expect.poll(async () => (await tabState()).incidents).toHaveLength(1);
    await says('started', 'about:blank', 'd2');
    expect((await tabState()).incidents).toEqual([]);
    await says('started', VIDEO, 'd3');
    expect((await tabState()).incidents).toMatchObject([{ hosts: ['coinhive.com'] }]);
    await expect.poll(() => done.badges.get(tabId)).toBe('1');
    await says('started', VIDEO, 'd4');
    expect((await tabState()).incidents).toEqual([]);
  });
});

describe('a listed site that is excepted', () => {
  const from = { initiator: new URL(VIDEO).origin, documentId: 'd1', parentFrameId: -1 };
  const conditions = () => [...done.dynamicRules.values()].map(({ condition }) => condition);

  beforeEach(async () => {
    policyArrives({
      exceptedSites: [{ host: 'coinhive.com' }, { host: 'pool.moneroocean.stream' }],
      exceptedHosts: [{ host: 'crypto-loot.com' }],
      deliberateMining: 'block',
    });
    await expect.poll(() => services.policy.current.exceptedSites).toHaveLength(2);
    await blockNow(services);
  });

  it('may be shown by every page, and only its own pages get anything else of it', () => {
    const sites = ['coinhive.com', 'pool.moneroocean.stream'];
    const types = ['main_frame', 'script'];
    expect(conditions()).toMatchObject([
      { resourceTypes: types, excludedRequestDomains: ['crypto-loot.com', ...sites] },
      { resourceTypes: ['script'], excludedRequestDomains: ['crypto-loot.com'] },
      { resourceTypes: types, excludedRequestDomains: ['crypto-loot.com', ...sites] },
      { resourceTypes: ['script'], excludedRequestDomains: ['crypto-loot.com'] },
    ]);
    for (const { excludedInitiatorDomains } of conditions())
      expect(excludedInitiatorDomains).toEqual(sites);
    expect(conditions()[1]?.['requestDomains']).toContain('coinhive.com');
    expect(conditions()[3]?.['requestDomains']).toContain('pool.moneroocean.stream');
    expect(conditions()[1]?.['requestDomains']).not.toContain('crypto-loot.com');
  });

  it('is logged where another page asks for a script of it', async () => {
    const script = { ...page(`${MINER}coinhive.min.js`), ...from, type: 'script' };
    requestFailed({ ...script, error: 'net::ERR_BLOCKED_BY_CLIENT' });
    await expect.poll(incidents).toMatchObject([{ hosts: ['coinhive.com'], response: 'block' }]);
  });

  it('is only observed as a frame of another page, which stays', async () => {
    requestMade({ ...page(MINER), ...from, type: 'sub_frame', frameId: 4, parentFrameId: 0 });
    await expect.poll(incidents).toMatchObject([{ response: 'observe' }]);
    const asked = { ...page('wss://ws.coinhive.com/'), type: 'websocket', frameId: 4 };
    requestMade({ ...asked, initiator: 'https://coinhive.com', parentFrameId: 0 });
    await expect.poll(incidents).toHaveLength(2);
    expect((await incidents()).map(({ response }) => response)).toEqual(['observe', 'observe']);
    expect([done.discarded, done.opened]).toEqual([[], []]);
  });
});

describe('an excepted site', () => {
  it('in Firefox, too, is named by whoever asked for a page', async () => {
    policyArrives({ exceptedSites: [{ host: 'video.test' }] });
    await expect.poll(() => services.policy.current.exceptedSites).toHaveLength(1);
    requestMade({ ...page(MINER), originUrl: VIDEO });
    await expect.poll(incidents).toMatchObject([{ site: 'coinhive.com', response: 'observe' }]);
  });
});

describe('where everything is only monitored', () => {
  const script = (url: string) => ({ ...page(url), type: 'script', documentId: 'd1' });
  const scripts = () => {
    requestMade(script(`${POOL}app.js`));
    requestMade(script(`${MINER}coinhive.min.js`));
  };

  it('a mining script is logged as observed, and no longer once it is blocked', async () => {
    policyArrives({ mode: 'monitor' });
    await expect.poll(() => services.policy.current.mode).toBe('monitor');
    scripts();
    await expect
      .poll(incidents)
      .toMatchObject([{ hosts: ['coinhive.com'], response: 'observe', count: 1 }]);
    policyArrives({});
    await expect.poll(() => services.policy.current.mode).toBe('block');
    scripts();
    await services.log.settled();
    expect(await incidents()).toMatchObject([{ count: 1 }]);
  });
});

describe('a private window of Firefox, which says so of each request', () => {
  const own = { incognito: true, documentUrl: VIDEO, originUrl: VIDEO };

  it('is one for a worker that belongs to no tab', async () => {
    const socket = { ...page('wss://ws.coinhive.com/'), ...own, type: 'websocket', tabId: -1 };
    requestFailed({ ...socket, error: 'NS_ERROR_ABORT' });
    await expect.poll(incidents).toMatchObject([{ site: 'video.test', url: '' }]);
  });

  it('is one for a page whose tab is gone', async () => {
    vi.spyOn(fakeBrowser.tabs, 'get').mockRejectedValue(new Error('no tab'));
    requestMade({ ...page(POOL), ...own });
    await expect.poll(incidents).toMatchObject([{ site: 'moneroocean.stream', url: '' }]);
  });
});
