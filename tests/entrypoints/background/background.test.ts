// The services of the background together, on a real IndexedDB, behind the message listener that pages and our own pages
// speak to: who may say what, what leads to an incident and to a stop, and what a failing disk must not prevent.
import { busySecond, minerModule, poolDialogue } from '../../core/sample-observations.ts';
import type { Runtime } from 'webextension-polyfill';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Incident } from '../../../core/incident/incident.ts';
import type { PageObservation } from '../../../core/protocol/observation.ts';
import type { TabState } from '../../../core/protocol/questions.ts';
import type { DiagnosticCounters } from '../../../entrypoints/background/services/diagnostics.ts';
import { routeMessages } from '../../../entrypoints/background/services/router.ts';
import type { RulesInForce } from '../../../entrypoints/background/services/rules-in-force.ts';
import type { IncidentStore } from '../../../entrypoints/background/store/incident-store.ts';
import {
  closeTab,
  done,
  endBackground,
  frames,
  managed,
  OUR_ORIGIN,
  policyArrives,
  resetBrowser,
  savedKeys,
  sendMessage,
  storage,
} from './fake-browser.ts';
import { newStore } from './incident-stores.ts';
import { testServices } from './test-services.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('./fake-browser.ts')).fakeBrowser,
}));

/** A tab of its own for each test: what an earlier background saves late is then not ours. */
let tabId = 0;
const STOP = { command: 'stop', threads: ['a', 'b'], sockets: ['s1'], scripts: [] };
const STOP_ALL = { command: 'stop', threads: null, sockets: null, scripts: [] };
let store: IncidentStore;
let diagnostics: DiagnosticCounters;
let rules: RulesInForce;

beforeEach(() => {
  vi.useRealTimers();
  resetBrowser();
  tabId++;
  store = newStore();
  startBackground();
});

function startBackground(over = store): void {
  const services = testServices(over);
  ({ diagnostics, rules } = services);
  routeMessages(services);
}

function sender(changes: object = {}): Runtime.MessageSender {
  const tab = { id: tabId, url: 'https://video.test/watch', title: 'Watch' };
  return {
    id: 'assay',
    url: 'https://video.test/watch',
    frameId: 0,
    documentId: 'd1',
    tab,
    ...changes,
  } as Runtime.MessageSender;
}

function frameMessage(text: string, kind = 'observed', dropped = 0): unknown {
  return { assay: 'frame', kind, text, dropped };
}

function starts(documentId: string): Promise<unknown> {
  return sendMessage(frameMessage('', 'started'), sender({ documentId }));
}

function observes(observation: PageObservation, from = sender()): Promise<unknown> {
  return sendMessage(frameMessage(JSON.stringify(observation)), from);
}

async function ask<T>(name: string, about: object = {}): Promise<T> {
  const own = { id: 'assay', url: `${OUR_ORIGIN}/log.html` } as Runtime.MessageSender;
  const answer = await sendMessage({ assay: 'ask', name, ...about }, own);
  expect(answer).toMatchObject({ ok: true });
  return (answer as { value: T }).value;
}

const incidents = (): Promise<readonly Incident[]> => ask('incidents', { ids: null });
const tabState = (): Promise<TabState> => ask('tab-state', { tabId });

const miner = minerModule;
const dialogue = poolDialogue;

/** Two workers hash while a pool talks; the third second confirms. */
async function mines(from = sender(), seconds = 4): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'] });
  await observes(dialogue, from);
  await areBusy(from, seconds);
}

/** Two workers are busy, as in much honest software. */
async function areBusy(from = sender(), seconds = 8): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'] });
  for (let second = 1; second <= seconds; second++) {
    vi.advanceTimersByTime(1_000);
    for (const workerId of ['a', 'b'])
      await observes(busySecond(workerId), from).catch(() => undefined);
  }
}

describe('the thresholds of a rule pack', () => {
  it('hold at once, for the popup and for what is logged', async () => {
    await starts('d1');
    await observes(dialogue);
    expect((await tabState()).level).toBe('suspected');
    rules.use({ ...rules.current, thresholds: { suspectedFrom: 65, confirmedFrom: 85 } });
    expect((await tabState()).level).toBe('clear');
    rules.use({ ...rules.current, thresholds: { suspectedFrom: 50, confirmedFrom: 99 } });
    await mines();
    expect(await incidents()).toEqual([]);
    rules.use(rules.shipped);
    await mines();
    expect(await incidents()).toHaveLength(1);
  });

  it('come after those of the company', async () => {
    rules.use({ ...rules.current, thresholds: { suspectedFrom: 65, confirmedFrom: 85 } });
    policyArrives({ suspectedFrom: 55 });
    await starts('d1');
    await observes(dialogue);
    await expect.poll(async () => (await tabState()).level).toBe('suspected');
  });
});

describe('who may say what', () => {
  it.each<[string, unknown, object]>([
    ['a question from a page', { assay: 'ask', name: 'clear-incidents' }, {}],
    [
      'a question from a page that has our address in its own',
      { assay: 'ask', name: 'clear-incidents' },
      { url: `https://evil.test/${OUR_ORIGIN}/` },
    ],
    ['no object', 'hello', {}],
    ['a bridge without a tab', frameMessage(JSON.stringify(miner)), { tab: undefined }],
  ])('drops and counts %s', async (_, message, from) => {
    await observes(miner);
    expect(await sendMessage(message, sender(from))).toBeUndefined();
    expect(diagnostics.snapshot()).toEqual({ 'messages of unknown shape': 1 });
    expect(await incidents()).toHaveLength(1);
  });

  it('does not even look at another extension', async () => {
    expect(
      await sendMessage(frameMessage(JSON.stringify(miner)), sender({ id: 'other' })),
    ).toBeUndefined();
    expect(await incidents()).toEqual([]);
    expect(diagnostics.snapshot()).toEqual({});
  });

  it('drops and counts what a page says in no known shape, and what its bridge had to drop', async () => {
    await sendMessage(frameMessage('{"kind":"listed-host-requested"}', 'observed', 3), sender());
    expect(diagnostics.snapshot()).toEqual({
      'observations dropped by the bridge (size or rate)': 3,
      'observations of unknown shape': 1,
    });
  });

  it('answers a question that does not exist with an error', async () => {
    const own = { id: 'assay', url: `${OUR_ORIGIN}/log.html` } as Runtime.MessageSender;
    for (const name of ['constructor', 'no-such', undefined])
      expect(await sendMessage({ assay: 'ask', name }, own)).toMatchObject({ ok: false });
  });
});

describe('a page that is caught', () => {
  it('with a refused module is logged, shown on its button and in its popup, and not stopped', async () => {
    await starts('d1');
    await observes(miner);
    expect(await incidents()).toMatchObject([{ site: 'video.test', title: 'Watch', count: 1 }]);
    expect(await tabState()).toMatchObject({
      level: 'confirmed',
      watched: true,
      modules: { refused: 1 },
      incidents: [{ family: 'cryptonight' }],
    });
    expect(done.badges.get(tabId)).toBe('1');
    expect(done.commands).toEqual([]);
  });

  it('mining is logged, then stopped once, and the log says how many workers it were', async () => {
    await starts('d1');
    await mines();
    expect(done.commands).toEqual([{ tabId, message: STOP }]);
    await observes({ kind: 'stopped', workers: 2, sockets: 1, gpus: 0 });
    expect(await incidents()).toMatchObject([
      { action: '2 workers of the page were stopped.', verdict: { level: 'confirmed', score: 85 } },
    ]);
  });

  it('is stopped even when the incident cannot be stored', async () => {
    endBackground();
    startBackground({ ...store, put: () => Promise.reject(new Error('the disk is full')) });
    await starts('d1');
    await mines();
    expect(done.commands).toEqual([{ tabId, message: STOP }]);
    expect(diagnostics.snapshot()).toMatchObject({ 'incident writes failed': 1 });
  });

  it('does not take the stop away from the document that comes after it', async () => {
    let finish = (): void => undefined;
    const slow = new Promise<void>((resolve) => (finish = resolve));
    endBackground();
    startBackground({ ...store, put: async (...all) => (await slow, store.put(...all)) });
    await starts('d1');
    const first = mines(sender(), 4);
    await expect.poll(async () => (await tabState()).level).toBe('confirmed');
    await starts('d2');
    finish();
    await first;
    done.commands.length = 0;
    await mines(sender({ documentId: 'd2' }));
    expect(done.commands).toEqual([{ tabId, message: STOP }]);
  });
});

describe('frames of other origins', () => {
  const ad = (): Runtime.MessageSender =>
    sender({ frameId: 4, documentId: 'f4', url: 'https://ad.test/', origin: 'https://ad.test' });

  it('a pool in one frame does not cost another frame its honest workers', async () => {
    await starts('d1');
    await sendMessage(frameMessage('', 'started'), ad());
    await observes(dialogue, ad());
    await observes(miner, ad());
    await areBusy();
    expect(done.commands).toEqual([]);
    expect(await incidents()).toMatchObject([{ family: 'cryptonight' }]);
    expect((await tabState()).level).toBe('confirmed');
  });

  it('frames of one origin answer for each other', async () => {
    await starts('d1');
    await observes(dialogue, sender({ frameId: 9, documentId: 'f9' }));
    await areBusy(sender(), 4);
    expect(done.commands).toEqual([
      { tabId, message: { ...STOP, sockets: [] } },
      { tabId, message: { ...STOP, threads: [] } },
    ]);
  });

  it('a page that was stopped stays confirmed when its workers are silent', async () => {
    await starts('d1');
    await mines();
    vi.advanceTimersByTime(60_000);
    await sendMessage(frameMessage('', 'started'), ad());
    const { level, sentences } = await tabState();
    expect(level).toBe('confirmed');
    expect(sentences).not.toEqual([]);
  });
});

describe('a page that goes on mining', () => {
  const steps = async () =>
    (await incidents())[0]?.steps.map(({ what, outcome }) => [what, outcome]);

  it('is stopped further each time: what mines, then the frame, then the page', async () => {
    await starts('d1');
    await mines(sender(), 20);
    expect(done.commands.map(({ message }) => message)).toEqual([STOP, STOP_ALL]);
    expect(done.discarded).toEqual([tabId]);
    expect(done.opened).toMatchObject([{ tabId }]);
    expect(done.opened[0]?.url).toMatch(/blocked\.html#why=mining&host=video\.test/);
    expect(done.withoutServiceWorkers).toContain('https://video.test');
    expect(await steps()).toEqual([
      ['2 threads and 1 socket told to stop', 'done'],
      [
        'WebAssembly, workers and sockets of video.test refused until the browser is closed',
        'done',
      ],
      ['All workers, sockets and modules of the frame told to stop', 'done'],
      ['Service workers of https://video.test removed', 'done'],
      ['The page was unloaded', 'done'],
      ['The blocked page was shown instead', 'done'],
    ]);
  });

  it('whose frame does not hear the order is left at once', async () => {
    await starts('d1');
    frames.hear = false;
    await mines();
    expect(done.discarded).toEqual([tabId]);
    expect((await steps())?.[0]).toEqual([
      '2 threads and 1 socket told to stop: the frame did not hear it',
      'failed',
    ]);
  });

  it('is refused what miners need until the browser is closed, its pool by name', async () => {
    await starts('d1');
    await mines();
    const rules = [...done.sessionRules.values()];
    expect(rules.map(({ action }) => action.type)).toEqual([
      'block',
      'modifyHeaders',
      'block',
      'block',
    ]);
    expect(rules[0]?.condition).toMatchObject({ initiatorDomains: ['video.test'] });
    expect(rules[3]?.condition).toMatchObject({ requestDomains: ['relay.test'] });
  });

  it('is left alone where the policy excepts the site, and told of once', async () => {
    managed.values = { exceptedSites: [{ host: 'video.test', reason: 'volunteers' }] };
    endBackground();
    startBackground();
    await starts('d1');
    await expect.poll(async () => (await mines(), await incidents()).length).toBe(1);
    await mines();
    expect(done.commands).toEqual([]);
    expect([...done.sessionRules.values()]).toEqual([]);
    expect(await incidents()).toMatchObject([
      {
        response: 'observe',
        count: 1,
        action: 'Nothing was blocked: video.test is excepted: volunteers.',
      },
    ]);
  });
});

describe('documents and tabs', () => {
  it('work without session storage, and it is counted', async () => {
    endBackground();
    storage.fails = true;
    startBackground();
    await starts('d1');
    await observes(miner);
    expect((await tabState()).level).toBe('confirmed');
    await expect
      .poll(() => diagnostics.snapshot())
      .toMatchObject({ 'tab records that were not read': 1, 'tab records that were not saved': 1 });
    closeTab(tabId);
    await expect
      .poll(() => diagnostics.snapshot())
      .toMatchObject({ 'tab records that were not removed': 1 });
  });

  it('a new document begins with nothing', async () => {
    await starts('d1');
    await observes(miner);
    await starts('d2');
    expect(await tabState()).toMatchObject({
      level: 'clear',
      incidents: [],
      modules: { refused: 0 },
    });
    expect(done.badges.get(tabId)).toBe('');
    expect(await incidents()).toHaveLength(1);
  });

  it('a frame inside the page does not begin a new document', async () => {
    await starts('d1');
    await observes(miner);
    await sendMessage(frameMessage('', 'started'), sender({ frameId: 3, documentId: 'f1' }));
    expect(await tabState()).toMatchObject({ level: 'confirmed' });
  });

  it('what is known of a tab outlives the background', async () => {
    await starts('d1');
    await observes(miner);
    await observes({
      kind: 'worker-started',
      workerId: 'w',
      parentId: null,
      source: 'blob',
      type: 'classic',
      instrumented: true,
      why: '',
      url: '',
    });
    const before = await tabState();
    await expect.poll(savedKeys).toContain(`tab:${tabId}`);
    endBackground();
    startBackground();
    expect(await tabState()).toEqual(before);
  });

  it('forgets a tab that is closed', async () => {
    await starts('d1');
    await expect.poll(savedKeys).toContain(`tab:${tabId}`);
    closeTab(tabId);
    await expect.poll(savedKeys).not.toContain(`tab:${tabId}`);
  });
});
