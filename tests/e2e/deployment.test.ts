// A real deployment: Chromium installs the signed package of the build for companies by its system policy, from a server on
// loopback, with values of the company.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Launched } from '../../cli/browser.ts';
import type { Desk } from '../../cli/desk.ts';
import { deskOf, openDeployment, type Deployment } from './deployed-browser.ts';
import { whyNotManaged } from './managed-browser.ts';

const PATIENCE = { timeout: 15_000, interval: 100 };
const why = whyNotManaged();
if (why !== null) console.log(`The deployment is not tested in a browser here: ${why}.`);

let deployment: Deployment;
let assay: Launched;
let desk: Desk;

interface Own {
  readonly version: string;
  readonly installType: string;
  readonly mayDisable: boolean;
}

/** What the browser says of the extension. */
function own(): Promise<Own> {
  return desk.page.evaluate(() => chrome.management.getSelf());
}
declare const chrome: {
  readonly management: {
    getSelf(): Promise<Own>;
  };
  readonly runtime: { requestUpdateCheck(): Promise<{ readonly status: string }> };
};

/** Values in force with their sources, by key. */
async function inForce(...names: readonly string[]): Promise<readonly string[]> {
  const { keys } = await desk.ask('in-force', {});
  return keys
    .filter(({ name }) => names.includes(name))
    .map(({ name, value, source }) => `${name} ${value} ${source}`);
}

async function textOf(path: string, selector: string): Promise<string> {
  const page = await assay.context.newPage();
  await page.goto(`chrome-extension://${deployment.extensionId}/${path}`);
  await expect.poll(() => page.locator(selector).innerText(), PATIENCE).toMatch(/\S/);
  const text = await page.locator(selector).innerText();
  await page.close();
  return text;
}

/** Closed as people close it, after the browser has written what it must not forget. */
async function restart(firstPage: string): Promise<void> {
  await assay.close();
  ({ assay, desk } = await deployment.start(firstPage));
}

describe.skipIf(why !== null)('Assay, deployed by policy', () => {
  beforeAll(async () => {
    deployment = await openDeployment();
    await deployment.offer('1.0.0');
    await deployment.setPolicy('10-fleet.json', deployment.installing({ mode: 'monitor' }));
    ({ assay, desk } = await deployment.start());
  });
  afterAll(async () => {
    await assay.close();
    await deployment.close();
  });

  it('is installed, and people cannot remove it', async () => {
    expect(await own()).toMatchObject({
      version: '1.0.0',
      installType: 'admin',
      mayDisable: false,
    });
  });

  it('has the values of the company within seconds, and of a second file', async () => {
    await expect.poll(() => inForce('mode'), PATIENCE).toEqual(['mode "monitor" company']);
    const { extensionId } = deployment;
    const extensions = { [extensionId]: { deviceLabel: 'PC-0042' } };
    await deployment.setPolicy('20-device.json', { '3rdparty': { extensions } });
    await expect
      .poll(() => inForce('mode', 'deviceLabel'), PATIENCE)
      .toEqual(['mode "monitor" company', 'deviceLabel "PC-0042" company']);
    await deployment.setPolicy('20-device.json', null);
  });

  it('says what was wrong, and takes the rest', async () => {
    const values = {
      mode: 'block',
      organisationName: 'Example Corp.',
      contact: 'it@example.org',
      exceptedSites: [{ host: 'not a host' }, { host: 'fold.test', reason: 'volunteers' }],
      keepDays: 99_999,
      peopleMay: ['ask-for-exceptions', 'see-log'],
    };
    await deployment.setPolicy('10-fleet.json', deployment.installing(values));
    await expect
      .poll(() => inForce('mode', 'keepDays', 'organisationName'), PATIENCE)
      .toEqual([
        'mode "block" company',
        'organisationName "Example Corp." company',
        // The browser dropped it before Assay could see it.
        'keepDays 365 default',
      ]);
    expect((await desk.ask('in-force', {})).ignored.map(({ name }) => name)).toEqual([
      'exceptedSites[0]',
    ]);
  });

  it('shows what is in force, and whom to ask', async () => {
    const status = await textOf('status.html', 'main[aria-busy=false]');
    expect(status).toContain('Managed by Example Corp.');
    expect(status).toContain('exceptedSites[0]');
    expect(status).toContain('fold.test · volunteers');
    const blocked = await textOf('blocked.html#host=coinhive.com', '#who');
    expect(blocked).toContain('it@example.org');
  });

  it('lets people do what the policy allows', async () => {
    await expect(desk.ask('clear-incidents', { ids: null })).rejects.toThrow(
      'Example Corp. does not allow people to clear the log on this device.',
    );
    expect(await desk.incidents()).toEqual([]);
  });

  it('blocks the first page after the start of the browser, before the rules are there', async () => {
    const url = `http://coinhive.com:${deployment.port}/first`;
    await restart(url);
    const shown = (): string[] => assay.context.pages().map((page) => page.url());
    await expect.poll(shown, PATIENCE).toContainEqual(expect.stringContaining('/blocked.html'));
    expect(deployment.reached).not.toContain('coinhive.com /first');
    await expect
      .poll(async () => (await desk.incidents()).map(({ site, response }) => `${site} ${response}`))
      .toEqual(['coinhive.com block']);
  });

  it('opens the first page again that the policy only monitors', async () => {
    await deployment.setPolicy('10-fleet.json', deployment.installing({ mode: 'monitor' }));
    await expect.poll(() => inForce('mode'), PATIENCE).toEqual(['mode "monitor" company']);
    await restart(`http://coinhive.com:${deployment.port}/monitored`);
    await expect.poll(() => deployment.reached, PATIENCE).toContain('coinhive.com /monitored');
  });

  it('takes a new version as soon as there is one, and keeps its log', async () => {
    await deployment.offer('2.0.0');
    const before = (await desk.incidents()).length;
    expect(before).toBeGreaterThan(0);
    await desk.page.evaluate(() => chrome.runtime.requestUpdateCheck()).catch(() => undefined);
    // Our pages are closed with the old version.
    await expect.poll(() => desk.page.isClosed(), PATIENCE).toBe(true);
    desk = await deskOf(assay);
    expect((await own()).version).toBe('2.0.0');
    expect(await desk.incidents()).toHaveLength(before);
  });
});
