// When the debugger is attached to a tab and when it is not; what it sees in a real tab is tested with a real browser
// (tests/e2e/managed.test.ts). The refusals are the words that Chromium 156 gave.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Observation } from '../../../core/protocol/observation.ts';
import type { Services } from '../../../entrypoints/background/services/services.ts';
import { managed, resetBrowser } from './fake-browser.ts';
import { newStore } from './incident-stores.ts';
import { testServices } from './test-services.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('./fake-browser.ts')).fakeBrowser,
}));

const attach = vi.fn<() => Promise<void>>();
const nobody = { addListener: () => undefined, removeListener: () => undefined };
vi.stubGlobal('chrome', {
  debugger: { attach, detach: () => Promise.resolve(), onEvent: nobody },
});
const { watchUnexplainedLoad } =
  await import('../../../entrypoints/background/services/forensics.ts');
const { observed } = await import('../../../entrypoints/background/services/judgement.ts');

const DARK: Observation = {
  kind: 'worker-started',
  workerId: '0/w.1',
  parentId: null,
  source: 'http',
  type: 'classic',
  instrumented: false,
  why: 'the page has a content security policy',
  url: 'https://video.test/w.js',
};
let services: Services;

beforeEach(async () => {
  vi.useFakeTimers();
  resetBrowser();
  attach.mockReset().mockRejectedValue(new Error('Cannot attach to this target.'));
  await startUnder({ forensics: true });
});

async function startUnder(policy: Readonly<Record<string, unknown>>): Promise<void> {
  managed.values = policy;
  services = testServices(newStore(), [watchUnexplainedLoad()]);
  await vi.advanceTimersByTimeAsync(0);
}

async function see(observation: Observation): Promise<void> {
  const page = { url: 'https://video.test/', title: 'Video' };
  await observed(services, { tabId: 7, key: 'https://video.test', page, observation });
}

/** Half a minute beside a worker that no guard sees. */
async function loaded(busyCores: number): Promise<void> {
  await see(DARK);
  for (let seconds = 0; seconds < 30; seconds += 5) {
    await see({ kind: 'machine-load', windowMs: 2_000, cores: 4, busyCores });
    await vi.advanceTimersByTimeAsync(5_000);
  }
}

describe('a tab whose load nothing explains', () => {
  it('is examined once, and a refusal is said in the diagnostics', async () => {
    await loaded(1.5);
    await loaded(1.5);
    expect(attach).toHaveBeenCalledOnce();
    expect(services.diagnostics.snapshot()).toEqual({
      'forensics not available: Cannot attach to this target.': 1,
    });
  });

  it('says so as well where the policy restricts the host', async () => {
    attach.mockRejectedValue(new Error('Host access is restricted by policy.'));
    await loaded(1.5);
    expect(Object.keys(services.diagnostics.snapshot())).toEqual([
      'forensics not available: Host access is restricted by policy.',
    ]);
  });

  it('is examined again ten minutes later', async () => {
    await loaded(1.5);
    await vi.advanceTimersByTimeAsync(600_000);
    await loaded(1.5);
    expect(attach).toHaveBeenCalledTimes(2);
  });

  it('is left alone without the policy, and while the machine rests', async () => {
    await loaded(0.2);
    await startUnder({});
    await loaded(1.5);
    expect(attach).not.toHaveBeenCalled();
  });
});
