// Mining dashboards: who may tell of one, what the policy makes of it, and when the script that looks is registered.
import type { Runtime } from 'webextension-polyfill';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { incidentSchema } from '../../../core/incident/incident.ts';
import { TRAIT_NAMES } from '../../../core/source/page-traits.ts';
import { DashboardScript } from '../../../entrypoints/background/services/dashboards.ts';
import type { Services } from '../../../entrypoints/background/services/services.ts';
import { routeMessages } from '../../../entrypoints/background/services/router.ts';
import {
  contentScripts,
  done,
  managed,
  policyArrives,
  resetBrowser,
  sendMessage,
  shown,
} from './fake-browser.ts';
import { newStore } from './incident-stores.ts';
import { incidents } from './logged-incidents.ts';
import { testServices } from './test-services.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('./fake-browser.ts')).fakeBrowser,
}));

const NONE = Object.fromEntries(TRAIT_NAMES.map((name) => [name, 0]));
const DASHBOARD = { ...NONE, unpaid: 1, shares: 2, lastShare: 1, rates: 3, workers: 1 };
const URL = 'https://pool.test/account?wallet=1';
let services: Services;

beforeEach(() => {
  resetBrowser();
  shown.url = URL;
});

function start(policy: object = {}): void {
  managed.values = policy as Readonly<Record<string, unknown>>;
  services = testServices(newStore());
  routeMessages(services);
  new DashboardScript(services.policy, services.diagnostics).watch();
}

function senderOf(about: object = {}): Runtime.MessageSender {
  const tab = { id: 4, url: URL, title: 'Account', incognito: false };
  return {
    ...{ id: 'assay', url: URL, frameId: 0, documentId: 'd1', origin: 'https://pool.test', tab },
    ...about,
  } as unknown as Runtime.MessageSender;
}

async function tell(traits: object = DASHBOARD, sender = senderOf()): Promise<void> {
  await sendMessage({ assay: 'frame', kind: 'started', text: '', dropped: 0 }, sender);
  await sendMessage({ assay: 'traits', traits }, sender);
  await services.log.settled();
}

describe('a dashboard', () => {
  it('is suspected and written down by default, and the page stays', async () => {
    start();
    await tell();
    const [one, ...others] = await incidents();
    expect(others).toEqual([]);
    expect(incidentSchema.safeParse(one).success).toBe(true);
    expect(one).toMatchObject({
      ...{ site: 'pool.test', url: URL, title: 'Account', category: 'deliberate-mining' },
      ...{ response: 'observe', verdict: { level: 'suspected', score: 68 } },
      action: 'The page was left open: mining dashboards are only monitored.',
    });
    expect(done.opened).toEqual([]);
  });

  it('is replaced by our page where the policy blocks, and nothing else of the site is refused', async () => {
    start({ miningDashboards: 'block' });
    await tell();
    await expect.poll(() => done.opened.map(({ url }) => url)).toHaveLength(1);
    const about = new URLSearchParams(done.opened[0]?.url.split('#')[1]);
    const [one] = await incidents();
    expect(Object.fromEntries(about)).toEqual({
      ...{ why: 'dashboard', host: 'pool.test', url: URL, incident: one?.id },
    });
    await services.log.settled();
    expect((await incidents())[0]).toMatchObject({
      response: 'block',
      steps: [{ what: 'The blocked page was shown instead', outcome: 'done' }],
    });
    expect([done.sessionRules.size, done.discarded.length, done.commands.length]).toEqual([
      0, 0, 0,
    ]);
  });

  it.each([
    [{ miningDashboards: 'warn' }, 'warn', /left open, and the person was warned/],
    [{ miningDashboards: 'warn', mode: 'monitor' }, 'observe', /Assay only monitors here/],
    [
      { miningDashboards: 'block', exceptedSites: [{ host: 'pool.test', reason: 'agreed' }] },
      'observe',
      /pool\.test is excepted: agreed/,
    ],
    // Pool pages are another thing.
    [{ deliberateMining: 'off' }, 'observe', /left open/],
  ] as const)('under %j: %s', async (policy, response, action) => {
    start(policy);
    await tell();
    const [one] = await incidents();
    expect(one?.response).toBe(response);
    expect(one?.action).toMatch(action);
    expect(done.opened).toEqual([]);
  });

  it('is not told of where the policy looks at none, or where there are too few signs', async () => {
    start({ miningDashboards: 'off' });
    await tell();
    expect(await incidents()).toEqual([]);
    start();
    await tell({ ...NONE, unpaid: 1, wallets: 1, rates: 2 });
    expect(await incidents()).toEqual([]);
  });

  it.each([
    ['a frame within a page', DASHBOARD, senderOf({ frameId: 3 })],
    ['another extension', DASHBOARD, senderOf({ id: 'evil' })],
    ['a count that is none', { ...DASHBOARD, rates: 'many' }, senderOf()],
    ['a count without bound', { ...DASHBOARD, rates: 1e9 }, senderOf()],
    ['half of the counts', { rates: 3, unpaid: 1 }, senderOf()],
  ])('is not believed of %s', async (_, traits, sender) => {
    start();
    await Promise.resolve(tell(traits, sender)).catch(() => undefined);
    expect(await incidents()).toEqual([]);
  });

  it('the last words of a page that was left are dropped', async () => {
    start();
    await tell(NONE);
    await sendMessage({ assay: 'traits', traits: DASHBOARD }, senderOf({ documentId: 'd0' }));
    expect(await incidents()).toEqual([]);
  });
});

describe('the script that looks', () => {
  const registered = (): string[] => [...contentScripts.keys()];

  it('is there unless the policy switches it off, and follows the policy', async () => {
    start();
    await expect.poll(registered).toEqual(['page-traits']);
    policyArrives({ miningDashboards: 'off' });
    await expect.poll(registered).toEqual([]);
    policyArrives({ miningDashboards: 'block' });
    await expect.poll(registered).toEqual(['page-traits']);
    expect(contentScripts.get('page-traits')).toMatchObject({ allFrames: false });
  });
});
