// Notifications of the desktop: which incidents are told of, each once, several together, and what they say and open.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Incident } from '../../../core/incident/incident.ts';
import { sampleIncident } from '../../core/report/incident-samples.ts';
import {
  GATHER_MS,
  Notices,
  tellPerson,
} from '../../../entrypoints/background/services/notices.ts';
import type { Services } from '../../../entrypoints/background/services/services.ts';
import {
  done,
  endBackground,
  managed,
  notificationClicked,
  notifications,
  OUR_ORIGIN,
  resetBrowser,
} from './fake-browser.ts';
import { newStore } from './incident-stores.ts';
import { testServices } from './test-services.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('./fake-browser.ts')).fakeBrowser,
}));

let services: Services;

beforeEach(() => {
  resetBrowser();
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** The background as it is at a start, under this policy. */
async function start(policy: Readonly<Record<string, unknown>>): Promise<void> {
  managed.values = policy;
  services = testServices(newStore());
  services.notices.watch(services);
  await services.policy.ready;
  await vi.waitFor(() => expect(services.policy.state.isCopy).toBe(false));
}

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

function incident(n: number, changes: Partial<Incident> = {}): Incident {
  return sampleIncident({ id: id(n), ...changes });
}

/** What is shown after all that is under way. */
async function shown(): Promise<string[]> {
  await vi.advanceTimersByTimeAsync(0);
  return [...done.notifications.values()].map(({ title, message }) => `${title} | ${message}`);
}

const download = {
  id: 'detect/miner-download',
  kind: 'artefact',
  weight: 90,
  trust: 'background',
  facts: {},
  sentence: 'xmrig.exe is a miner.',
} as const;
const ofDownload = { category: 'deliberate-mining', evidence: [download] } as const;

describe('which incidents are told of', () => {
  it.each<[string, Incident['response'], boolean]>([
    ['off', 'block', false],
    ['off', 'observe', false],
    ['blocked', 'block', true],
    ['blocked', 'observe', false],
    ['all', 'block', true],
    ['all', 'observe', true],
  ])('notifications: %s, %s', async (key, response, isTold) => {
    await start({ notifications: key });
    tellPerson(services, incident(1, { response }), 7);
    expect((await shown()).length > 0).toBe(isTold);
  });

  it('a warning always, where no page is there to say it', async () => {
    await start({ notifications: 'off' });
    tellPerson(services, incident(1, { response: 'warn' }), 7);
    expect(await shown()).toEqual([]);
    tellPerson(services, incident(2, { response: 'warn', ...ofDownload }));
    expect(await shown()).toEqual([
      'Mining was noticed | You downloaded what looks like a miner program from films.example. This was logged.',
    ]);
  });

  it('a warning of a page where the company wants no notices in pages', async () => {
    await start({ notifications: 'off', pageNotice: false });
    tellPerson(services, incident(1, { response: 'warn' }), 7);
    expect(await shown()).toHaveLength(1);
  });
});

describe('notifications', () => {
  beforeEach(() => start({ notifications: 'all' }));

  it('tell of an incident once, also after a restart of the background', async () => {
    for (let times = 0; times < 3; times++) tellPerson(services, incident(1));
    await vi.advanceTimersByTimeAsync(GATHER_MS);
    expect(done.notificationsMade).toBe(1);
    endBackground();
    await start({ notifications: 'all' });
    tellPerson(services, incident(1));
    tellPerson(services, incident(2));
    await vi.advanceTimersByTimeAsync(0);
    expect(done.notificationsMade).toBe(2);
  });

  it('become one when several come together', async () => {
    tellPerson(services, incident(1));
    expect(await shown()).toEqual(['Mining was stopped | Assay stopped mining on films.example.']);
    tellPerson(services, incident(2, { site: 'news.example' }));
    tellPerson(services, incident(3, { site: 'news.example' }));
    await vi.advanceTimersByTimeAsync(GATHER_MS);
    expect(await shown()).toEqual([
      'Mining was stopped 3 times | On films.example and news.example.',
    ]);
  });

  it('make two of a thousand incidents at once, and name only some of the sites', async () => {
    for (let n = 0; n < 1_000; n++) tellPerson(services, incident(n, { site: `s${n}.example` }));
    await vi.advanceTimersByTimeAsync(GATHER_MS);
    expect(done.notificationsMade).toBe(2);
    expect(await shown()).toEqual([
      'Mining was stopped 1,000 times | On s0.example, s1.example, s2.example and 997 more sites.',
    ]);
  });

  it('begin anew after that', async () => {
    tellPerson(services, incident(1));
    await vi.advanceTimersByTimeAsync(GATHER_MS + 1);
    tellPerson(services, incident(2));
    expect(await shown()).toHaveLength(2);
  });

  it('hold no title, no address and no sentence that a page could choose', async () => {
    const secret = 'SECRET';
    const [evidence] = incident(1).evidence;
    if (!evidence) throw new Error('the sample has evidence');
    const url = `https://films.example/${secret}`;
    const said = { url, title: secret, evidence: [{ ...evidence, sentence: secret }] };
    tellPerson(services, incident(1, said));
    tellPerson(services, incident(2, { ...said, response: 'observe' }));
    await vi.advanceTimersByTimeAsync(GATHER_MS);
    expect(JSON.stringify(await shown())).not.toContain(secret);
  });

  it('name no page of which the log keeps none, and bound a name', async () => {
    tellPerson(services, incident(1, { site: '' }));
    expect(await shown()).toEqual([
      'Mining was stopped | Assay stopped mining on a page that is not named.',
    ]);
    done.notifications.clear();
    tellPerson(services, incident(2, { site: `\u202e${'a'.repeat(10_000_000)}` }));
    await vi.advanceTimersByTimeAsync(GATHER_MS);
    const [text = ''] = await shown();
    expect(text.length).toBeLessThan(300);
    expect(text).not.toContain('\u202e');
  });

  it('open their incident, a group the log, and nothing where people may not see it', async () => {
    tellPerson(services, incident(1));
    await shown();
    const [one = ''] = done.notifications.keys();
    notificationClicked(one);
    await vi.advanceTimersByTimeAsync(0);
    expect(done.tabsOpened).toEqual([`${OUR_ORIGIN}/log.html#incident=${id(1)}`]);
    expect(done.notifications.size).toBe(0);
    tellPerson(services, incident(2));
    await vi.advanceTimersByTimeAsync(GATHER_MS);
    const [group = ''] = done.notifications.keys();
    notificationClicked(group);
    notificationClicked('of another kind');
    await vi.advanceTimersByTimeAsync(0);
    expect(done.tabsOpened).toHaveLength(2);
    expect(done.tabsOpened[1]).toBe(`${OUR_ORIGIN}/log.html`);
    endBackground();
    await start({ notifications: 'all', peopleMay: [] });
    notificationClicked(one);
    await vi.advanceTimersByTimeAsync(0);
    expect(done.tabsOpened).toHaveLength(2);
  });

  it('are counted when they fail, and nothing else fails with them', async () => {
    notifications.fail = true;
    tellPerson(services, incident(1));
    await vi.advanceTimersByTimeAsync(0);
    expect(services.diagnostics.snapshot()).toEqual({ 'notifications that failed': 1 });
  });
});

it('a new store of notices waits for what was told before', async () => {
  await start({ notifications: 'all' });
  tellPerson(services, incident(1));
  await vi.advanceTimersByTimeAsync(0);
  const fresh = new Notices(services.diagnostics);
  await fresh.tell(incident(1));
  expect(done.notificationsMade).toBe(1);
});
