// The toolbar button: quiet unless something happened, readable, and honest about a site that is excepted.
import type { Runtime } from 'webextension-polyfill';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { BADGE_COLORS } from '../../../entrypoints/background/services/badge.ts';
import { watchPauses } from '../../../entrypoints/background/services/pauses.ts';
import { routeMessages } from '../../../entrypoints/background/services/router.ts';
import { minerModule } from '../../core/sample-observations.ts';
import { done, managed, policyArrives, resetBrowser, sendMessage } from './fake-browser.ts';
import { newStore } from './incident-stores.ts';
import { testServices } from './test-services.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('./fake-browser.ts')).fakeBrowser,
}));

const EXCEPTED = { exceptedSites: [{ host: 'video.test', reason: 'r', by: '', until: '' }] };
let tabId = 9_000;

beforeEach(() => {
  resetBrowser();
  tabId++;
});

async function start(policy: Readonly<Record<string, unknown>>): Promise<void> {
  managed.values = policy;
  const services = testServices(newStore());
  routeMessages(services);
  watchPauses(services);
  await services.policy.ready;
  await vi.waitFor(() => expect(services.policy.state.isCopy).toBe(false));
}

function says(kind: string, text = ''): Promise<unknown> {
  const url = 'https://video.test/watch';
  const tab = { id: tabId, url, title: 'Watch' };
  const from = {
    id: 'assay',
    url,
    origin: 'https://video.test',
    frameId: 0,
    documentId: 'd1',
    tab,
  };
  return sendMessage(
    { assay: 'frame', kind, text, dropped: 0 },
    from as unknown as Runtime.MessageSender,
  );
}

describe('the badge', () => {
  it.each(Object.entries(BADGE_COLORS))('has white text that can be read: %s', (_, color) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    expect(1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)).toBeGreaterThanOrEqual(4.5);
  });

  it('is empty on a quiet page, and says in words what a number means', async () => {
    await start({});
    await says('started');
    expect(done.badges.get(tabId)).toBe('');
    await says('observed', JSON.stringify(minerModule));
    expect(done.badges.get(tabId)).toBe('1');
    expect(done.buttonTitles.get(tabId)).toBe('Assay: 1 incident in this tab');
  });

  it('marks an excepted site, as long as it is excepted', async () => {
    await start(EXCEPTED);
    await says('started');
    expect(done.badges.get(tabId)).toBe('–');
    expect(done.buttonTitles.get(tabId)).toBe('Assay: this site is excepted');
    policyArrives({});
    await vi.waitFor(() => expect(done.badges.get(tabId)).toBe(''));
    policyArrives(EXCEPTED);
    await vi.waitFor(() => expect(done.badges.get(tabId)).toBe('–'));
  });

  it('keeps the number of incidents when the site is excepted', async () => {
    await start({});
    await says('started');
    await says('observed', JSON.stringify(minerModule));
    policyArrives(EXCEPTED);
    await vi.waitFor(() => expect(managed.values).toBe(EXCEPTED));
    expect(done.badges.get(tabId)).toBe('1');
  });
});
