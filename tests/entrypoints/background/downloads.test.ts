// Downloads of miners: which are seen, what the policy makes of them, and what the incident says of each step.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { incidentSchema, type Incident } from '../../../core/incident/incident.ts';
import { watchDownloads } from '../../../entrypoints/background/services/downloads.ts';
import type { Services } from '../../../entrypoints/background/services/services.ts';
import { routeMessages } from '../../../entrypoints/background/services/router.ts';
import type { IncidentStore } from '../../../entrypoints/background/store/incident-store.ts';
import {
  downloadBegins,
  downloadNamed,
  downloads,
  managed,
  resetBrowser,
  type FakeDownload,
} from './fake-browser.ts';
import { newStore } from './incident-stores.ts';
import { incidents } from './logged-incidents.ts';
import { testServices } from './test-services.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('./fake-browser.ts')).fakeBrowser,
}));

const NAME = 'xmrig-6.21.0-linux-static-x64.tar.gz';
const RELEASE = `https://github.com/xmrig/xmrig/releases/download/v6.21.0/${NAME}`;
let services: Services;
let lastId = 0;

beforeEach(() => {
  resetBrowser();
});

function start(policy: object = {}, store: IncidentStore = newStore()): void {
  managed.values = policy as Readonly<Record<string, unknown>>;
  services = testServices(store);
  routeMessages(services);
  watchDownloads(services);
}

/** A miner under its own name from a host that nobody knows, unless something else is said. */
function begins(about: Partial<FakeDownload> = {}): number {
  const id = ++lastId;
  downloadBegins({
    id,
    url: `https://files.test/get/${NAME}`,
    referrer: 'https://forum.test/thread?id=7',
    filename: '',
    incognito: false,
    startTime: new Date().toISOString(),
    state: 'in_progress',
    ...about,
  });
  return id;
}

/** The only incident, once that is so and its last sentence is written. */
async function incident(action: RegExp | string): Promise<Incident> {
  const said = async (): Promise<string> =>
    (await incidents()).map((one) => one.action).join(' and ');
  if (typeof action === 'string') await expect.poll(said).toBe(action);
  else await expect.poll(said).toMatch(action);
  const [one] = await incidents();
  if (!one) throw new Error('there is no incident');
  expect(incidentSchema.safeParse(one).success).toBe(true);
  return one;
}

async function settled(): Promise<void> {
  await new Promise((done) => setTimeout(done, 30));
  await services.log.settled();
}

const steps = ({ steps: all }: Incident): string[] =>
  all.map(({ what, outcome }) => `${outcome}: ${what}`);
const ENDED = 'The download was ended, and nothing of it is on the disk.';
const NOT_ENDED = 'The download could not be ended.';

describe('by default', () => {
  it('a name alone is suspected, written down with its page, and let through', async () => {
    start();
    begins();
    const one = await incident(
      'The download was let through: downloads of miners are only monitored.',
    );
    expect(one).toMatchObject({
      ...{ site: 'forum.test', category: 'deliberate-mining', response: 'observe' },
      ...{ family: 'xmrig', hosts: ['files.test'], verdict: { level: 'suspected', score: 60 } },
    });
    expect(downloads.acts).toEqual([]);
  });

  it('a release page confirms', async () => {
    start();
    begins({ url: RELEASE, finalUrl: 'https://objects.test/1?x', referrer: '' });
    const one = await incident(/let through/);
    expect(one).toMatchObject({ site: 'github.com', verdict: { level: 'confirmed', score: 95 } });
    expect(one.evidence[0]?.facts).toMatchObject({
      url: 'https://github.com/xmrig/xmrig/releases',
    });
  });

  it('a name that comes later counts, and the same download is told of once', async () => {
    start();
    const id = begins({ url: 'https://files.test/get?id=1' });
    downloadNamed(id, `C:\\Users\\anna\\Downloads\\${NAME}`);
    downloadNamed(id, `C:\\Users\\anna\\Downloads\\${NAME.replace('.tar', ' (1).tar')}`);
    const one = await incident(/let through/);
    await settled();
    expect((await incidents()).map(({ count }) => count)).toEqual([1]);
    expect(one.evidence[0]?.facts['fileName']).toBe(NAME);
    expect(JSON.stringify(one)).not.toContain('anna');
  });

  it('the history of a browser that starts, honest files and their names are not looked at', async () => {
    start();
    begins({ startTime: '2026-01-01T10:00:00Z', state: 'complete' });
    const id = begins({ url: 'https://files.test/report.zip' });
    downloadNamed(id, '/home/anna/report.zip');
    begins({ url: 'https://papers.test/xmrig-analysis.pdf' });
    await settled();
    expect(await incidents()).toEqual([]);
  });

  it('of private windows no address is kept', async () => {
    start({ storedAddressOfPrivateWindows: 'nothing' });
    begins({ incognito: true });
    const one = await incident(/let through/);
    expect(one).toMatchObject({ site: '', url: '', hosts: [], family: 'xmrig' });
    expect(JSON.stringify(one)).not.toMatch(/forum|files\.test|static-x64/);
  });
});

describe('where the policy blocks downloads of miners', () => {
  const policy = { minerDownloads: 'block' };

  it('one that is under way is cancelled and taken off the list', async () => {
    start(policy);
    begins();
    const one = await incident(ENDED);
    expect(one.response).toBe('block');
    expect(steps(one)).toEqual([
      'done: The download was cancelled',
      'done: It was taken off the list of downloads',
    ]);
    expect(downloads.acts).toEqual(['cancel', 'erase']);
  });

  it.each([
    ['is complete', 'complete', false, ['removeFile', 'erase']],
    ['completes meanwhile', 'in_progress', true, ['cancel', 'removeFile', 'erase']],
  ] as const)('the file of one that %s is removed', async (_, state, isFast, acts) => {
    start(policy);
    downloads.isFast = isFast;
    begins({ state });
    const one = await incident(ENDED);
    expect(steps(one)).toEqual([
      'done: The download was complete: its file was removed from the disk',
      'done: It was taken off the list of downloads',
    ]);
    expect(downloads.acts).toEqual(acts);
  });

  it.each([
    ['cancel', 'in_progress', 'The download could not be cancelled', NOT_ENDED],
    [
      'removeFile',
      'complete',
      'The download was complete, and its file could not be removed from the disk',
      NOT_ENDED,
    ],
    ['erase', 'in_progress', 'It could not be taken off the list of downloads', ENDED],
  ] as const)('a browser that refuses %s is said so', async (act, state, what, action) => {
    start(policy);
    downloads.refuses.push(act);
    begins({ state });
    const one = await incident(action);
    expect(steps(one).at(-1)).toBe(`failed: ${what}`);
    expect(services.diagnostics.snapshot()).toEqual({ 'steps of a response that failed': 1 });
  });

  it('one that is gone already is said so', async () => {
    start(policy);
    const id = begins();
    downloads.items.delete(id);
    expect(steps(await incident(NOT_ENDED))).toEqual([
      'failed: The download could not be ended: the browser does not know it any more',
    ]);
  });

  it('a full disk keeps none alive', async () => {
    const full = { ...newStore(), put: () => Promise.reject(new Error('full')) };
    start(policy, full);
    begins();
    await expect.poll(() => downloads.acts).toEqual(['cancel', 'erase']);
    expect(services.diagnostics.snapshot()).toMatchObject({
      'downloads that could not be looked at': 1,
    });
  });

  it.each([
    ['the mode', { mode: 'monitor' }, 'Assay only monitors here'],
    [
      'an excepted site',
      { exceptedSites: [{ host: 'forum.test', reason: 'research' }] },
      'forum.test is excepted: research',
    ],
    ['an excepted host', { exceptedHosts: [{ host: 'files.test' }] }, 'files.test is excepted'],
  ] as const)('%s lets it through, and it is written down', async (_, more, why) => {
    start({ ...policy, ...more });
    begins();
    await incident(`The download was let through: ${why}.`);
    expect(downloads.acts).toEqual([]);
  });
});

it.each([
  ['are switched off', { minerDownloads: 'off' }],
  ['have a detector that is switched off', { disabledDetectors: ['detect/miner-download'] }],
  ['weigh less than suspected', { suspectedFrom: 70 }],
])('downloads that %s leave nothing', async (_, policy) => {
  start(policy);
  begins();
  await settled();
  expect(await incidents()).toEqual([]);
  expect(downloads.acts).toEqual([]);
});
