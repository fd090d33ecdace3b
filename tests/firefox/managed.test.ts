// A company's way into Firefox: the policy installs the extension, nobody can remove it, its values arrive, and it does its
// work. Skipped, with the reason, where no Firefox under a policy can be started.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startReceiver, type Receiver } from '../entrypoints/background/fleet/receiver.ts';
import type { PageEntry } from '../pages/cases.ts';
import { startSite, type Site } from '../pages/site/server.ts';
import type { Firefox } from './bidi.ts';
import { startManagedFirefox, whyNotManaged } from './managed-firefox.ts';
import { runInFirefox } from './run-case.ts';
import { openDesk, type FirefoxDesk } from './stage.ts';

const VALUES = {
  exceptedSites: [
    { host: 'folding.example.org', reason: 'company volunteers', by: 'it@example.org', until: '' },
  ],
  forensics: false,
};
const MONITORING = { mode: 'monitor' };
const why = whyNotManaged();

interface Managed {
  readonly firefox: Firefox;
  readonly desk: FirefoxDesk;
  /** A page of Assay's own. */
  readonly page: string;
}

/** Waits until the policy has installed the extension: the browser is there before it. */
async function startManaged(values: object): Promise<Managed> {
  const firefox = await startManagedFirefox(values, []);
  try {
    const opened = (): Promise<string> => firefox.open(firefox.ownPage('log.html'));
    const page = await vi.waitFor(opened, { timeout: 30_000, interval: 500 });
    return { firefox, desk: await openDesk(firefox), page };
  } catch (error) {
    await firefox.close();
    throw error;
  }
}

const title = (text: string): string => `${text}${why ? ` (skipped: ${why})` : ''}`;
let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

function caseOf(id: string): PageEntry {
  const entry = site.cases.find((one) => one.id === id);
  if (!entry) throw new Error(`there is no case ${id}`);
  return entry;
}

describe.skipIf(why !== null)(title('Firefox under a policy'), () => {
  let firefox: Firefox;
  let desk: FirefoxDesk;
  let page: string;
  beforeAll(async () => {
    ({ firefox, desk, page } = await startManaged(VALUES));
  });
  afterAll(() => firefox.close());

  it('it is installed by the administrator, and nobody may disable it', async () => {
    const own = await firefox.evaluate<object>(page, 'browser.management.getSelf()');
    expect(own).toMatchObject({ installType: 'admin', mayDisable: false, enabled: true });
    expect(await firefox.evaluate(page, 'browser.extension.isAllowedIncognitoAccess()')).toBe(true);
  });

  it('the values of the policy arrive', async () => {
    expect(await firefox.evaluate(page, 'browser.storage.managed.get(null)')).toEqual(VALUES);
  });

  it('may read every site without being asked', async () => {
    const granted = `browser.permissions.contains({ origins: ['<all_urls>'] })`;
    expect(await firefox.evaluate(page, granted)).toBe(true);
  });

  it.each(['miner/cryptonight-http-worker', 'benign/password-hash'])('%s', async (id) => {
    const entry = caseOf(id);
    const patient = { ...entry, expect: { ...entry.expect, longestMs: 30_000 } };
    const close = (): Promise<void> => Promise.resolve();
    const outcome = await runInFirefox({ firefox, site, desk, close }, patient);
    expect(outcome).toMatchObject({ asExpected: true });
  });
});

describe.skipIf(why !== null)(title('Firefox under a policy that only monitors'), () => {
  let firefox: Firefox;
  let desk: FirefoxDesk;
  beforeAll(async () => {
    ({ firefox, desk } = await startManaged(MONITORING));
  });
  afterAll(() => firefox.close());

  // By the response, and by a guard that the background has written into a worker.
  it.each(['miner/cryptonight-streaming', 'evasion/csp-worker'])(
    '%s runs, and is logged',
    async (id) => {
      const url = site.url(caseOf(id));
      const tab = await firefox.window(url);
      try {
        const hashes = (): Promise<number> => firefox.evaluate(tab, 'window.demo?.hashes ?? 0');
        await expect.poll(hashes, { timeout: 20_000 }).toBeGreaterThan(0);
        const seen = async (): Promise<unknown> =>
          (await desk.incidents()).find(
            (one) =>
              one.url.startsWith(url) &&
              one.evidence.some((by) => by.id === 'detect/static-module'),
          )?.response;
        await expect.poll(seen, { timeout: 10_000 }).toBe('observe');
      } finally {
        await firefox.shut(tab);
      }
    },
  );
});

describe.skipIf(why !== null)(title('Firefox under a policy with a sink'), () => {
  let receiver: Receiver;
  beforeAll(async () => {
    // What it holds is looked for as text.
    receiver = await startReceiver(() => []);
  });
  afterAll(() => receiver.close());

  /** A miner is refused. @returns the id of the incident, and whether anything is to leave */
  async function mined(dataConsent: boolean): Promise<{ id: string; isOn: boolean }> {
    const { firefox, desk, page } = await startManaged({
      fleetSinks: [{ name: 'soc', format: 'otlp-json', address: receiver.address }],
      ...{ dataConsent, fleetBatchSeconds: 1, heartbeatMinutes: 0 },
    });
    try {
      const url = site.url(caseOf('miner/cryptonight-streaming'));
      const tab = await firefox.window(url);
      const find = async (): Promise<string | undefined> =>
        (await desk.incidents()).find((one) => one.url.startsWith(url))?.id;
      await expect.poll(find, { timeout: 20_000 }).toBeDefined();
      await firefox.shut(tab);
      const id = (await find()) ?? '';
      if (dataConsent)
        await expect
          .poll(() => receiver.requests.some(({ body }) => body.includes(id)), { timeout: 30_000 })
          .toBe(true);
      const fleet = `browser.runtime.sendMessage({ assay: 'ask', name: 'fleet' })`;
      const { value } = await firefox.evaluate<{ value: { isOn: boolean } }>(page, fleet);
      return { id, isOn: value.isOn };
    } finally {
      await firefox.close();
    }
  }

  it('sends nothing without the consent that the company must state', async () => {
    expect((await mined(false)).isOn).toBe(false);
    expect(receiver.requests).toEqual([]);
  });

  it('sends an incident with it, compressed, without an address', async () => {
    const { id, isOn } = await mined(true);
    const got = receiver.requests.find(({ body }) => body.includes(id));
    expect([isOn, receiver.wrong, got?.headers['content-encoding']]).toEqual([true, [], 'gzip']);
    expect(got?.body).not.toContain('url.full');
  });
});
