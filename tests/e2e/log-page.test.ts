// The log page of the real build: what a hostile page can put into it stays text, people find, export and clear
// incidents, and a background that fails is shown.
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { incidentSchema, type Incident } from '../../core/incident/incident.ts';
import { sampleIncident } from '../core/report/incident-samples.ts';
import { parseStrictCsv } from '../core/report/strict-csv.ts';
import { launchAssay } from './extension.ts';
import {
  endBackground,
  lowContrastTexts,
  servePages,
  sidewaysPixels,
  storeIncidents,
} from './own-pages.ts';

const HOSTILE_TITLE = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>`;
const CALLS_LISTED_HOST = '<script src="https://coinhive.com/lib/coinhive.min.js"></script>';
const MANY = 5_000;

let assay: Awaited<ReturnType<typeof launchAssay>>;
let site: Awaited<ReturnType<typeof servePages>>;
let log: Page;
const pageErrors: string[] = [];

beforeAll(async () => {
  assay = await launchAssay();
  site = await servePages({
    '/markup': `<!doctype html><title>${escaped(HOSTILE_TITLE)}</title>${CALLS_LISTED_HOST}`,
    '/huge': `<!doctype html><title>${'huge '.repeat(200_000)}</title>${CALLS_LISTED_HOST}`,
  });
  log = await assay.context.newPage();
  log.on('pageerror', (error) => pageErrors.push(String(error)));
  await openLog();
});

afterAll(async () => {
  await site.close();
  await assay.close();
});

describe('the log page', () => {
  it('says that there is nothing and why, before anything happened', async () => {
    await log.locator('#empty h2', { hasText: 'The log is empty.' }).waitFor();
    expect(await log.locator('#clear').isDisabled()).toBe(true);
    expect(await log.locator('#export-csv').isDisabled()).toBe(true);
    await log.locator('summary', { hasText: /^Engine [\d.]+ · [\d,]+ listed hosts/ }).waitFor();
    const broken = await log
      .locator('img')
      .evaluateAll((all) => all.filter((img) => !(img as HTMLImageElement).naturalWidth).length);
    expect(broken, 'icons that the build does not hold').toBe(0);
  });

  it('shows a new incident by itself, and hostile titles only as bounded text', async () => {
    const page = await assay.context.newPage();
    for (const path of ['/markup', '/huge']) await page.goto(site.url(path));
    await page.close();
    await log.locator('.row-link', { hasText: '127.0.0.1' }).first().waitFor();
    const incidents = await allIncidents();
    for (const { id } of incidents) {
      await log.goto(`${logUrl()}#incident=${id}`);
      await log.locator('#detail-view h1').waitFor();
      expect((await log.locator('#detail-view').innerText()).length).toBeLessThan(5_000);
      expect(await log.locator('#detail-view :is(img, script, iframe)').count()).toBe(0);
    }
    expect(incidents.length).toBeGreaterThan(0);
    expect(await log.evaluate(() => 'hacked' in window)).toBe(false);
  });

  it('opens an incident by keyboard, and the way back returns to its row', async () => {
    await seed([
      sampleIncident({
        site: 'films.example',
        title: HOSTILE_TITLE,
        url: `https://films.example/${HOSTILE_TITLE}`,
      }),
    ]);
    const link = log.locator('.row-link', { hasText: 'films.example' });
    await link.focus();
    await log.keyboard.press('Enter');
    await log.locator('#detail-view h1', { hasText: 'films.example' }).waitFor();
    const text = await log.locator('#detail-view').innerText();
    for (const part of [
      HOSTILE_TITLE,
      '95 points',
      'reported from the page',
      'cryptonight',
      'ab'.repeat(32),
    ])
      expect(text).toContain(part);
    expect(await log.evaluate(() => document.activeElement?.id)).toBe('detail-title');
    await log.goBack();
    await log.locator('#list-view').waitFor();
    expect(await log.evaluate(() => document.activeElement?.textContent)).toBe('films.example');
    expect(await log.evaluate(() => 'hacked' in window)).toBe(false);
  });

  it('says so when the incident of an address is gone', async () => {
    await log.goto(`${logUrl()}#incident=00000000-0000-4000-8000-000000000000`);
    await log.locator('h1', { hasText: 'not in the log' }).waitFor();
  });

  it('holds 5,000 incidents: newest first, a bounded number of rows, more on demand, live search', async () => {
    await seed(manyIncidents());
    const rows = log.locator('#rows tr');
    expect(await rows.count()).toBe(50);
    const times = await log
      .locator('#rows time')
      .evaluateAll((all) => all.map((t) => t.getAttribute('datetime')));
    expect(times).toEqual(times.toSorted().toReversed());
    await log.locator('#more').click();
    expect(await rows.count()).toBe(100);
    await log.locator('#search').fill('site-4321 cryptonight');
    await log.locator('#results', { hasText: /^1 of 5,\d{3} incidents found$/ }).waitFor();
    expect(await rows.allInnerTexts()).toEqual([expect.stringContaining('site-4321.example')]);
    await log.locator('#search').fill('no such thing');
    await log.locator('#empty h2', { hasText: 'No incident holds' }).waitFor();
    await log.locator('#search').fill('');
  });

  it('exports what the search shows, as safe CSV and as valid JSON', async () => {
    await log.locator('#search').fill('site-43');
    const shown = (await allIncidents()).filter((i) => i.site.includes('site-43'));
    const csv = await downloaded(log.locator('#export-csv').click());
    expect(csv.name).toMatch(/^assay-incidents-\d{4}-\d\d-\d\d\.csv$/);
    const [header, ...records] = parseStrictCsv(csv.text);
    expect(records.length).toBe(shown.length);
    const title = header?.indexOf('title') ?? -1;
    for (const record of records) expect(record[title]).toBe(`'=HYPERLINK("https://evil.example")`);
    const json = await downloaded(log.locator('#export-json').click());
    expect(json.name).toMatch(/^assay-incidents-\d{4}-\d\d-\d\d\.json$/);
    const document = JSON.parse(json.text) as { engineVersion: string; incidents: unknown[] };
    const byId = (a: Incident, b: Incident) => a.id.localeCompare(b.id);
    expect(document.incidents.map((i) => incidentSchema.parse(i)).sort(byId)).toEqual(
      shown.sort(byId),
    );
    expect(document.engineVersion).toMatch(/^\d+\.\d+/);
    await log.locator('#search').fill('');
  });

  it.each(['light', 'dark'] as const)(
    'fits wide and narrow windows and is readable, %s',
    async (colorScheme) => {
      await log.emulateMedia({ colorScheme });
      const { id } = await longestIncident();
      for (const address of [logUrl(), `${logUrl()}#incident=${id}`]) {
        await log.goto(address);
        await log.locator('#detail-view h1:visible, #rows tr:visible').first().waitFor();
        for (const width of [1280, 380]) {
          await log.setViewportSize({ width, height: 800 });
          expect(await sidewaysPixels(log), `${address} at ${width}`).toBe(0);
          expect(await lowContrastTexts(log), `${address} at ${width}`).toEqual([]);
        }
      }
    },
  );

  it('clears only after it said how many go, and cancel keeps them', async () => {
    await log.setViewportSize({ width: 1280, height: 800 });
    await openLog();
    const total = (await allIncidents()).length;
    await log.locator('#clear').click();
    const dialog = log.locator('#clear-dialog');
    expect(await dialog.innerText()).toContain(`All ${total.toLocaleString('en-GB')} incidents`);
    await log.keyboard.press('Escape');
    expect(await dialog.isVisible()).toBe(false);
    expect((await allIncidents()).length).toBe(total);
    await log.locator('#clear').click();
    await log.locator('#clear-confirm').click();
    await log.locator('#empty h2', { hasText: 'The log is empty.' }).waitFor();
    const removed = `${total.toLocaleString('en-GB')} incidents were removed.`;
    expect(await log.locator('#results').innerText()).toBe(removed);
    expect(await allIncidents()).toEqual([]);
  });

  it('says that the background did not answer, and works again afterwards', async () => {
    await endBackground(log);
    // A database from the future: the background cannot open it and answers with the error.
    await log.evaluate(async () => {
      const asked = indexedDB.open('assay', 99);
      await new Promise((done, failed) => {
        asked.onsuccess = done;
        asked.onerror = failed;
      });
      asked.result.close();
    });
    await log.reload();
    await log.locator('#notice', { hasText: 'did not answer' }).waitFor();
    expect(await log.locator('#results').innerText()).toBe('The log could not be read.');
    await endBackground(log);
    await log.evaluate(
      () => new Promise((done) => (indexedDB.deleteDatabase('assay').onsuccess = done)),
    );
    await log.locator('#notice button').click();
    await log.locator('#empty h2', { hasText: 'The log is empty.' }).waitFor();
    expect(await log.locator('#notice').isVisible()).toBe(false);
  });

  it('ran without an error of its own', () => {
    expect(pageErrors).toEqual([]);
  });
});

function logUrl(): string {
  return `chrome-extension://${assay.extensionId}/log.html`;
}

async function openLog(): Promise<void> {
  await log.goto(logUrl());
  await log.locator('#empty:not([hidden]), #rows tr').first().waitFor();
}

async function seed(incidents: readonly Incident[]): Promise<void> {
  await openLog();
  await storeIncidents(log, incidents);
  await log.reload();
  await log.locator('#rows tr').first().waitFor();
}

/** As the background lists them, asked the way our pages ask. */
async function allIncidents(): Promise<Incident[]> {
  const answer: unknown = await log.evaluate(() =>
    // `chrome` is not typed here; the page has it.
    (
      globalThis as unknown as {
        chrome: { runtime: { sendMessage: (m: object) => Promise<unknown> } };
      }
    ).chrome.runtime.sendMessage({ assay: 'ask', name: 'list-incidents' }),
  );
  return (answer as { value: unknown[] }).value.map((incident) => incidentSchema.parse(incident));
}

async function longestIncident(): Promise<Incident> {
  const incident = sampleIncident({
    id: 'ffffffff-8a54-4c57-9f0e-2b1d7a3c4e5f',
    site: `${'a'.repeat(63)}.${'b'.repeat(63)}.example`,
    url: `https://films.example/${'x'.repeat(1_900)}`,
    title: 'W'.repeat(200),
    lastSeenAt: Date.now(),
  });
  await seed([incident]);
  return incident;
}

function manyIncidents(): Incident[] {
  const from = Date.UTC(2026, 9, 1);
  return Array.from({ length: MANY }, (_, at) =>
    sampleIncident({
      id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
      site: `site-${at}.example`,
      title: '=HYPERLINK("https://evil.example")',
      firstSeenAt: from + at * 60_000,
      lastSeenAt: from + at * 60_000,
    }),
  );
}

async function downloaded(click: Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([log.waitForEvent('download'), click]);
  return {
    name: download.suggestedFilename(),
    text: await readFile(await download.path(), 'utf8'),
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
