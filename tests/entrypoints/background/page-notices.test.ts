// When a page gets a notice, what it is given, and what it may say back. The notice itself: tests/e2e/page-notice.test.ts.
import type { Runtime } from 'webextension-polyfill';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Incident } from '../../../core/incident/incident.ts';
import type { PageNotice } from '../../../core/protocol/notice.ts';
import type { PageObservation } from '../../../core/protocol/observation.ts';
import { noticeInPage } from '../../../entrypoints/background/services/page-notices.ts';
import { routeMessages } from '../../../entrypoints/background/services/router.ts';
import type { Services } from '../../../entrypoints/background/services/services.ts';
import { sampleIncident } from '../../core/report/incident-samples.ts';
import { minerModule } from '../../core/sample-observations.ts';
import { done, managed, OUR_ORIGIN, resetBrowser, sendMessage } from './fake-browser.ts';
import { newStore } from './incident-stores.ts';
import { testServices } from './test-services.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('./fake-browser.ts')).fakeBrowser,
}));

let tabId = 5_000;
let services: Services;

interface Injection {
  readonly target: { readonly tabId: number; readonly documentIds?: readonly string[] };
  readonly args?: readonly [PageNotice];
  readonly files?: readonly string[];
}

async function start(policy: Readonly<Record<string, unknown>> = {}): Promise<void> {
  resetBrowser();
  managed.values = policy;
  tabId++;
  services = testServices(newStore());
  routeMessages(services);
  await services.policy.ready;
  await vi.waitFor(() => expect(services.policy.state.isCopy).toBe(false));
}
beforeEach(() => start());

function sender(changes: object = {}): Runtime.MessageSender {
  const url = 'https://video.test/watch';
  const tab = { id: tabId, url, title: 'Watch' };
  return {
    id: 'assay',
    url,
    frameId: 0,
    documentId: 'd1',
    tab,
    ...changes,
  } as Runtime.MessageSender;
}

const say = (kind: string, text: string, from = sender()): Promise<unknown> =>
  sendMessage({ assay: 'frame', kind, text, dropped: 0 }, from);

/** A module is refused in a document. */
async function refuses(
  documentId: string,
  observation: PageObservation = minerModule,
): Promise<void> {
  await say('started', '', sender({ documentId }));
  await say('observed', JSON.stringify(observation), sender({ documentId }));
}

const injections = (): readonly Injection[] => done.injections as Injection[];
const given = (): PageNotice | undefined => injections().find(({ args }) => args)?.args?.[0];

describe('a notice', () => {
  it('is given to the document in which a module was refused, with the words for it', async () => {
    await refuses('d1');
    await vi.waitFor(() => expect(injections()).toHaveLength(2));
    expect(injections().map(({ target }) => target)).toEqual([
      { tabId, documentIds: ['d1'] },
      { tabId, documentIds: ['d1'] },
    ]);
    expect(injections()[1]?.files).toEqual(['/page-notice.js']);
    const [incident] = await services.log.store.newest(1);
    expect(given()).toMatchObject({
      kind: 'stopped',
      title: 'Mining was stopped in this page',
      details: 'Details',
      ask: '',
      askHref: '',
      incidentId: incident?.id,
    });
    expect(given()?.why.length).toBeGreaterThan(0);
  });

  it('is given once a document, however often it mines', async () => {
    for (let times = 0; times < 20; times++) await say('observed', JSON.stringify(minerModule));
    await vi.waitFor(() => expect(injections()).toHaveLength(2));
    await refuses('d2');
    await vi.waitFor(() => expect(injections()).toHaveLength(4));
  });

  it('is not given where the policy says so, or only logs', async () => {
    for (const policy of [{ pageNotice: false }, { mode: 'monitor' }]) {
      await start(policy);
      await refuses('d1', { ...minerModule, refused: !('mode' in policy) });
      expect(await services.log.store.newest(1)).toHaveLength(1);
      expect(injections()).toEqual([]);
    }
  });

  it('bounds what a page could choose, and offers to ask only where that is possible', async () => {
    const [evidence] = sampleIncident().evidence;
    if (!evidence) throw new Error('the sample has evidence');
    const hostile: Incident = sampleIncident({
      site: 'a&b=c.example',
      evidence: [{ ...evidence, sentence: `\u202e<b>${'x'.repeat(1_000_000)}` }],
    });
    await start({
      contact: 'https://help.example/?i={incident}&s={site}',
      blockedPageText: 'B '.repeat(500),
    });
    await noticeInPage(services, tabId, hostile);
    const notice = given();
    expect(JSON.stringify(notice).length).toBeLessThan(2_000);
    expect(JSON.stringify(notice)).not.toContain('\u202e');
    expect(notice?.askHref).toBe(
      `https://help.example/?i=${hostile.id}&s=${encodeURIComponent('a&b=c.example')}`,
    );
    expect(notice?.company.length).toBeLessThanOrEqual(400);
    await start({ contact: 'help@it.example', peopleMay: [] });
    await noticeInPage(services, tabId, hostile);
    expect(given()).toMatchObject({
      ask: '',
      askHref: '',
      details: '',
      company: 'Contact: help@it.example',
    });
  });
});

describe('what a notice says', () => {
  const opened = `${OUR_ORIGIN}/log.html#incident=`;
  const clicked = (incidentId: string, from = sender()): Promise<unknown> =>
    sendMessage({ assay: 'notice', kind: 'details', incidentId }, from);

  it('opens the incident of its own page', async () => {
    await refuses('d1');
    const [incident] = await services.log.store.newest(1);
    await clicked(incident?.id ?? '');
    expect(done.tabsOpened).toEqual([`${opened}${incident?.id}`]);
  });

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['an incident of another tab', (id) => clicked(id, sender({ tab: { id: tabId + 900 } }))],
    ['a sub frame', (id) => clicked(id, sender({ frameId: 3 }))],
    ['an id that is none', () => clicked('../settings.html')],
    ['no tab', (id) => clicked(id, sender({ tab: undefined }))],
    [
      'more than it may say',
      (id) => sendMessage({ assay: 'notice', kind: 'details', incidentId: id, url: 'x' }, sender()),
    ],
    [
      'something else',
      (id) => sendMessage({ assay: 'notice', kind: 'ask', incidentId: id }, sender()),
    ],
  ])('opens nothing for %s', async (_, says) => {
    await refuses('d1');
    const [incident] = await services.log.store.newest(1);
    await says(incident?.id ?? '');
    expect(done.tabsOpened).toEqual([]);
    expect(Object.values(services.diagnostics.snapshot())).toEqual([1]);
  });

  it('opens nothing where people may not see the log', async () => {
    await start({ peopleMay: [] });
    await refuses('d1');
    const [incident] = await services.log.store.newest(1);
    await clicked(incident?.id ?? '');
    expect(done.tabsOpened).toEqual([]);
  });
});
