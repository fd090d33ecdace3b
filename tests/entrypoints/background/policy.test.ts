// The policy as the background keeps it: late, changed, gone, and remembered; and what follows from it.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DiagnosticCounters } from '../../../entrypoints/background/services/diagnostics.ts';
import { HostLists } from '../../../entrypoints/background/services/host-lists.ts';
import { PolicyStore } from '../../../entrypoints/background/services/policy.ts';
import { RulesInForce } from '../../../entrypoints/background/services/rules-in-force.ts';
import { Refusal } from '../../../entrypoints/background/services/refusal.ts';
import {
  contentScripts,
  done,
  endBackground,
  fakeBrowser,
  alarmsGoOff,
  managed,
  policyArrives,
  resetBrowser,
} from './fake-browser.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('./fake-browser.ts')).fakeBrowser,
}));

let diagnostics: DiagnosticCounters;

beforeEach(() => {
  vi.useRealTimers();
  resetBrowser();
  diagnostics = new DiagnosticCounters();
});

function newPolicy(): PolicyStore {
  return new PolicyStore(diagnostics);
}

/** Managed storage does not answer before it is let. */
function silent(): () => void {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const { get } = fakeBrowser.storage.managed;
  const late = vi.spyOn(fakeBrowser.storage.managed, 'get');
  late.mockImplementation(() => promise.then(get));
  return () => resolve(undefined);
}

describe('the policy', () => {
  it('is the defaults until it arrives, and then in force at once', async () => {
    const policy = newPolicy();
    const changed = vi.fn();
    policy.onChange(changed);
    await policy.ready;
    expect([policy.current.mode, policy.state.isManaged]).toEqual(['block', false]);
    policyArrives({ mode: 'monitor' });
    await expect.poll(() => policy.current.mode).toBe('monitor');
    expect(changed).toHaveBeenCalledTimes(1);
    expect(policy.state).toMatchObject({ isManaged: true, isCopy: false });
    expect(policy.state.sources.mode).toBe('company');
  });

  it('of the last time holds while managed storage does not answer', async () => {
    managed.values = { mode: 'monitor' };
    const before = newPolicy();
    await expect.poll(() => before.current.mode).toBe('monitor');
    endBackground();
    const answers = silent();
    const after = newPolicy();
    await after.ready;
    expect([after.current.mode, after.state.isCopy]).toEqual(['monitor', true]);
    managed.values = { mode: 'block' };
    answers();
    await expect.poll(() => after.current.mode).toBe('block');
    expect(after.state.isCopy).toBe(false);
  });

  it('that is empty at the start is not believed before some seconds', async () => {
    managed.values = { mode: 'monitor' };
    const before = newPolicy();
    await expect.poll(() => before.current.mode).toBe('monitor');
    endBackground();
    managed.values = {};
    vi.useFakeTimers();
    const after = newPolicy();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(after.current.mode).toBe('monitor');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(after.current.mode).toBe('block');
  });

  it('that is empty is believed at once where there was none before', async () => {
    managed.values = {};
    const before = newPolicy();
    await expect.poll(() => before.state.readAt).not.toBeNull();
    endBackground();
    const after = newPolicy();
    const known = vi.fn();
    after.onKnown(known);
    await expect.poll(() => after.state.isCopy).toBe(false);
    expect(known).toHaveBeenCalledTimes(1);
  });

  it('is told once when it is known from the last time, and again when it changes', async () => {
    managed.values = { mode: 'monitor' };
    const before = newPolicy();
    await expect.poll(() => before.current.mode).toBe('monitor');
    endBackground();
    const after = newPolicy();
    const modes: string[] = [];
    after.onKnown(() => modes.push(after.current.mode));
    await expect.poll(() => after.state.isCopy).toBe(false);
    expect(modes).toEqual(['monitor']);
    policyArrives({ mode: 'block' });
    await expect.poll(() => modes).toEqual(['monitor', 'block']);
  });

  it('that was taken away is gone at once', async () => {
    managed.values = { mode: 'monitor' };
    const policy = newPolicy();
    await expect.poll(() => policy.current.mode).toBe('monitor');
    policyArrives({});
    await expect.poll(() => policy.current.mode).toBe('block');
    expect(policy.state.isManaged).toBe(false);
  });

  it('is none where managed storage rejects, as in Firefox', async () => {
    managed.values = null;
    const policy = newPolicy();
    await expect.poll(() => policy.state.readAt).not.toBeNull();
    expect(policy.state.isManaged).toBe(false);
    await fakeBrowser.storage.local.set({ settings: { mode: 'monitor' } });
    expect([policy.current.mode, policy.state.sources.mode]).toEqual(['monitor', 'person']);
  });

  it('tells that an exception has ended', async () => {
    vi.useFakeTimers({ now: new Date(2027, 4, 31, 12) });
    managed.values = { exceptedSites: [{ host: 'fold.test', until: '2027-05-31' }] };
    const policy = newPolicy();
    await vi.advanceTimersByTimeAsync(1);
    expect([...done.alarms]).toEqual([['an exception ends', new Date(2027, 5, 1).getTime()]]);
    new Refusal(policy, diagnostics).watch();
    await vi.advanceTimersByTimeAsync(1);
    expect(contentScripts.get('let-run')?.matches).toEqual(['*://*.fold.test/*']);
    vi.setSystemTime(new Date(2027, 5, 1));
    alarmsGoOff();
    await vi.advanceTimersByTimeAsync(1);
    expect([...contentScripts]).toEqual([]);
  });
});

describe('the host lists', () => {
  it('grow by what the policy adds, and shrink again', async () => {
    const policy = newPolicy();
    const lists = new HostLists(policy, new RulesInForce());
    await policy.ready;
    expect(lists.match('eu.pool.example.net')).toBeNull();
    policyArrives({
      additionalHosts: [{ host: 'pool.example.net', category: 'deliberate-mining' }],
      organisationName: 'Example Corp.',
    });
    await expect.poll(() => lists.match('eu.pool.example.net')).not.toBeNull();
    const entry = lists.match('eu.pool.example.net');
    expect(entry?.category).toBe('deliberate-mining');
    expect(entry && lists.sourceNames(entry)).toEqual(['Example Corp., by its policy']);
    policyArrives({});
    await expect.poll(() => lists.match('eu.pool.example.net')).toBeNull();
  });
});
