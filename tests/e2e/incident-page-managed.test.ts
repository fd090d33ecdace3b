// The page of an incident where the company decides: people who may only ask are given a link to do so, and people who may do
// nothing are told who decides.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sampleIncident } from '../core/report/incident-samples.ts';
import { launchManaged, whyNotManaged, type ManagedBrowser } from './managed-browser.ts';
import { storeIncidents } from './own-pages.ts';

const incident = sampleIncident();

describe.skipIf(whyNotManaged() !== null)('the page of an incident under a policy', () => {
  let browser: ManagedBrowser;

  beforeAll(async () => {
    browser = await launchManaged({
      organisationName: 'Example Corp.',
      peopleMay: ['see-log', 'ask-for-exceptions'],
      contact: 'https://help.example.org/{site}?id={incident}&why={reason}',
      wattsPerCore: 8,
      energyPriceCents: 32,
      currency: 'EUR',
      exceptedHosts: [{ host: 'pool.example', reason: 'research', by: 'soc@example.org' }],
    });
    // The browser hands over the policy some moments after its start.
    await vi.waitUntil(async () => (await organisation()) !== '', { timeout: 20_000 });
    await storeIncidents(browser.desk.page, [incident]);
    await browser.desk.page.goto(`${browser.desk.page.url()}#incident=${incident.id}`);
    await browser.desk.page.reload();
  });
  afterAll(() => browser.close());

  const organisation = async (): Promise<string> =>
    (await browser.desk.ask('people', {})).organisationName;

  it('lets people ask for an exception with their reason, and set or end none', async () => {
    const part = browser.desk.page.locator('.part.exceptions');
    await part.getByRole('textbox').fill('We study films & miners.');
    expect(await part.locator('#ask-exception').getAttribute('href')).toBe(
      `https://help.example.org/films.example?id=${incident.id}&why=We%20study%20films%20%26%20miners.`,
    );
    expect(await part.locator('.in-force').innerText()).toMatch(
      /pool\.example is excepted without an end\.\s+research\s+Set by the company\./,
    );
    expect(await part.getByRole('button').count()).toBe(0);
  });

  it('gives energy and price by the figures of the company', async () => {
    const [measured = '', avoided = ''] = await browser.desk.page
      .locator('.cost > div')
      .allInnerTexts();
    expect(measured).toMatch(/4 core-seconds\s+0 Wh, €0\.000003$/);
    expect(avoided).toMatch(/61 core-seconds\s+0\.1 Wh, €0\.000043$/);
  });

  it('says who decides where people may not even ask', async () => {
    await browser.setPolicy({ organisationName: 'Example Corp.', peopleMay: ['see-log'] });
    const { desk } = browser;
    const { page } = desk;
    await expect
      .poll(async () => (await desk.ask('people', {})).peopleMay, { timeout: 20_000 })
      .toEqual(['see-log']);
    await page.reload();
    await page
      .locator('.part.exceptions', { hasText: 'Exceptions are made by Example Corp.' })
      .waitFor();
    expect(await page.locator('#ask-exception').count()).toBe(0);
  });
});
