// The status page of the real build, and both it and the settings page in German and under a company's policy.
import { readFile, rm } from 'node:fs/promises';
import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openOurPage } from '../../cli/browser.ts';
import { openDesk } from '../../cli/desk.ts';
import { keyNames } from '../../core/policy/policy-keys.ts';
import { axeProblems } from './axe.ts';
import { launchAssay } from './extension.ts';
import { germanExtension } from './german.ts';
import { launchManaged, whyNotManaged, type ManagedBrowser } from './managed-browser.ts';
import { lowContrastTexts, sidewaysPixels } from './own-pages.ts';

describe('the status page', () => {
  it('shows what is in force in words, and on demand only what was set', async () => {
    const assay = await launchAssay();
    const desk = await openDesk(assay);
    const status = await openOurPage(assay, 'status.html');
    await status.locator('.source').first().waitFor();
    expect(await status.locator('.keys > div').count()).toBe(keyNames.length);
    await status.getByRole('switch', { name: 'Only what was set' }).click();
    await status.getByText('Nothing was set').waitFor();
    await desk.ask('change-setting', { key: 'mode', value: 'monitor' });
    await status.locator('.keys > div', { hasText: /Mode\s*mode\s*Only log it\s*You/ }).waitFor();
    expect(await status.locator('.keys > div').count()).toBe(1);
    expect(await status.locator('#gaps').innerText()).toContain('the mode is to log only');
    await assay.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await status.locator('#copy-fingerprint').click();
    await status.getByText('The fingerprint was copied.').waitFor();
    const { policyHash } = await desk.ask('in-force', {});
    expect(await status.evaluate(() => navigator.clipboard.readText())).toBe(policyHash);
    const [download] = await Promise.all([
      status.waitForEvent('download'),
      status.locator('#export').click(),
    ]);
    const exported = JSON.parse(await readFile(await download.path(), 'utf8')) as object;
    expect(exported).toMatchObject({ schemaVersion: 1, policyHash });
    for (const colorScheme of ['light', 'dark'] as const) {
      await status.emulateMedia({ colorScheme });
      for (const width of [1280, 380]) {
        await status.setViewportSize({ width, height: 800 });
        expect(await sidewaysPixels(status), `${width}`).toBe(0);
        expect(await lowContrastTexts(status)).toEqual([]);
        expect(await axeProblems(status)).toEqual([]);
      }
    }
    await assay.close();
  });
});

describe('in German', () => {
  it('everything is said in German, and wrong values too', async () => {
    const extension = await germanExtension();
    const german = await launch({ headless: true, extension });
    try {
      const opened = await openOurPage(german, 'settings.html#section=log');
      await opened.getByRole('heading', { name: 'Einstellungen' }).waitFor();
      expect(await opened.evaluate(() => document.documentElement.lang)).toBe('de');
      await opened.locator('#keepDays').fill('0');
      await opened.locator('#keepDays').press('Enter');
      const wrong = 'Erwartet wird eine ganze Zahl von 1 bis 3.650.';
      await opened.locator('#keepDays-problem', { hasText: wrong }).waitFor();
      const words = await opened.locator('.sections').innerText();
      expect(words).not.toMatch(/\b(?:the|what|and|only|not)\b/i);
      expect(await axeProblems(opened)).toEqual([]);
      const status = await openOurPage(german, 'status.html');
      await status.getByText('Selbsttest').waitFor();
      await status.getByText('Bestanden').waitFor();
    } finally {
      await german.close();
      await rm(extension, { recursive: true, force: true });
    }
  });
});

const why = whyNotManaged();

describe.skipIf(why !== null)('under a policy', () => {
  let managed: ManagedBrowser;
  const POLICY = {
    organisationName: 'Example Corp.',
    keepDays: 30,
    peopleMay: ['see-log', 'add-exceptions'],
    exceptedSites: [
      { host: 'fold.test', reason: 'volunteers', by: 'it@test', until: '2020-01-01' },
    ],
  };
  beforeAll(async () => {
    managed = await launchManaged(POLICY);
  });
  afterAll(() => managed.close());

  it('what the company has set or does not allow is locked and says so', async () => {
    const opened = await openOurPage(managed.assay, 'settings.html#section=log');
    const row = (name: string): Locator => opened.locator(`#setting-${name}`);
    await opened.getByText('Managed by Example Corp. What they have set is locked.').waitFor();
    expect(await row('keepDays').innerText()).toMatch(/30 days\s+Managed by Example Corp\./);
    expect(await row('storeTitles').innerText()).toContain(
      'Example Corp. does not allow people to change this',
    );
    expect(await opened.locator('#section-log :is(input, textarea, select)').count()).toBe(0);
    expect(await axeProblems(opened)).toEqual([]);

    await opened.evaluate(() => (location.hash = 'section=sites-and-hosts'));
    const sites = row('exceptedSites');
    expect(await sites.getByRole('row').nth(1).innerText()).toMatch(/fold\.test.*ended.*Company/s);
    await sites.locator('.add').click();
    await sites.getByLabel('Host').fill('mine.test');
    await sites.getByLabel('Host').press('Enter');
    await sites.getByRole('rowheader', { name: 'mine.test' }).waitFor();
    expect(await sites.getByRole('button', { name: /^(Edit|Remove)/ }).count()).toBe(2);
    expect(await row('additionalHosts').locator('button').count()).toBe(0);

    await opened.evaluate(() => (location.hash = 'section=permissions'));
    await opened.getByText('Part of this edition for companies').waitFor();
    expect(await opened.locator('#extensions-change').count()).toBe(0);
    await opened.evaluate(() => (location.hash = 'section=my-settings'));
    const file = {
      kind: 'assay-settings',
      settings: { keepDays: 5, exceptedSites: [{ host: 'b.test' }] },
    };
    await opened.locator('#import-settings').setInputFiles({
      ...{ name: 'a.json', mimeType: 'application/json' },
      buffer: Buffer.from(JSON.stringify(file)),
    });
    await opened
      .getByText(
        '1 setting was imported. Left out, because it cannot be changed here: Keep incidents, days.',
      )
      .waitFor();
  });
});
