// A company's way into Firefox: the policy installs the extension, nobody can remove it, its values arrive, and it does its
// work. Skipped, with the reason, where no Firefox under a policy can be started.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
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
const why = whyNotManaged();

describe.skipIf(why !== null)(`Firefox under a policy${why ? ` (skipped: ${why})` : ''}`, () => {
  const started: { close(): Promise<void> }[] = [];
  let site: Site;
  let firefox: Firefox;
  let desk: FirefoxDesk;
  let page: string;

  beforeAll(async () => {
    site = await startSite();
    started.push(site);
    firefox = await startManagedFirefox(VALUES, []);
    started.push(firefox);
    // It is installed while the browser is there already.
    const opened = (): Promise<string> => firefox.open(firefox.ownPage('log.html'));
    page = await vi.waitFor(opened, { timeout: 30_000, interval: 500 });
    desk = await openDesk(firefox);
  });
  afterAll(async () => {
    for (const one of started.toReversed()) await one.close();
  });

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
    const entry = site.cases.find((one) => one.id === id);
    if (!entry) throw new Error('the case is gone');
    const patient = { ...entry, expect: { ...entry.expect, longestMs: 30_000 } };
    const close = (): Promise<void> => Promise.resolve();
    const outcome = await runInFirefox({ firefox, site, desk, close }, patient);
    expect(outcome).toMatchObject({ asExpected: true });
  });
});
