// Who is greeted: people who have installed Assay themselves, once, and nobody else.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  watchFirstRun,
  WELCOME_AFTER_MS,
} from '../../../entrypoints/background/services/first-run.ts';
import {
  done,
  installed,
  isInstalled,
  OUR_ORIGIN,
  policyArrives,
  resetBrowser,
} from './fake-browser.ts';
import { newStore } from './incident-stores.ts';
import { testServices } from './test-services.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('./fake-browser.ts')).fakeBrowser,
}));

beforeEach(() => {
  resetBrowser();
  vi.useFakeTimers();
  watchFirstRun(testServices(newStore()));
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the welcome page', () => {
  it('is opened once, when it is believed that there is no policy', async () => {
    isInstalled('install');
    await vi.advanceTimersByTimeAsync(WELCOME_AFTER_MS - 1);
    expect(done.tabsOpened).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(done.tabsOpened).toEqual([`${OUR_ORIGIN}/welcome.html`]);
  });

  it('is not opened under a policy, also one that comes late', async () => {
    isInstalled('install');
    await vi.advanceTimersByTimeAsync(WELCOME_AFTER_MS / 2);
    policyArrives({ mode: 'monitor' });
    await vi.advanceTimersByTimeAsync(WELCOME_AFTER_MS);
    expect(done.tabsOpened).toEqual([]);
  });

  it.each(['admin', 'development'])('is not opened when it was installed by %s', async (type) => {
    installed.type = type;
    isInstalled('install');
    await vi.advanceTimersByTimeAsync(2 * WELCOME_AFTER_MS);
    expect(done.tabsOpened).toEqual([]);
  });

  it.each(['update', 'browser_update'])('is not opened after an %s', async (reason) => {
    isInstalled(reason);
    await vi.advanceTimersByTimeAsync(2 * WELCOME_AFTER_MS);
    expect(done.tabsOpened).toEqual([]);
  });
});
