// One incident's page of the real build: what a page wrote stays text, what a person says is kept, exceptions are in force,
// copies and reports are complete, and everything can be read and used by everybody.
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type Desk } from '../../cli/desk.ts';
import { incidentSchema, type Incident } from '../../core/incident/incident.ts';
import { incidentToMarkdown } from '../../core/report/markdown.ts';
import { sampleIncident } from '../core/report/incident-samples.ts';
import { axeProblems } from './axe.ts';
import { launchAssay } from './extension.ts';
import { full, hostile, MARKUP } from './incident-samples.ts';
import { endBackground, lowContrastTexts, sidewaysPixels, storeIncidents } from './own-pages.ts';

const GONE = '00000000-0000-4000-8000-00000000dead';

let assay: Awaited<ReturnType<typeof launchAssay>>;
let desk: Desk;
let page: Page;
const pageErrors: string[] = [];

beforeAll(async () => {
  assay = await launchAssay();
  await assay.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  desk = await openDesk(assay);
  await desk.incidents();
  const other = (last: number, changes: Partial<Incident>) =>
    sampleIncident({ id: `00000000-0000-4000-8000-00000000000${last}`, ...changes });
  await storeIncidents(desk.page, [
    full,
    hostile,
    other(1, { site: 'games.example', hosts: ['pool.example:8443'] }),
    other(2, { module: null, family: null, hosts: [] }),
    other(3, { site: 'news.example', module: null, family: null, hosts: [] }),
  ]);
  page = await assay.context.newPage();
  page.on('pageerror', (error) => pageErrors.push(String(error)));
});

afterAll(() => assay.close());

describe('the page of an incident', () => {
  it('says in one paragraph what was seen, how sure we are, what was done and whether it worked', async () => {
    await open(full);
    expect(await page.title()).toBe('films.example – Assay');
    expect(await focused()).toBe('detail-title');
    const lead = await page.locator('.lead').innerText();
    for (const part of [
      'the whole CryptoNight proof of work.',
      'strong enough to call this mining.',
      full.action,
      '1 of 2 steps did not work; the last one did.',
    ])
      expect(lead).toContain(part);
  });

  it('shows each finding with its points, and a sum that can be redone', async () => {
    const seen = page.locator('.part.seen');
    expect(await seen.locator('.sum').innerText()).toBe('60 + 40 + 25 = 125');
    const items = await seen.locator('.evidence > li').allInnerTexts();
    expect(items.map((item) => item.split('\n')[0])).toEqual(
      ['60', '40', '25'].map((points) => expect.stringContaining(points) as unknown),
    );
    expect(items[2]).toContain('It weighs 45 points, of which 25 counted');
    expect(items[2]).toContain('measured by the background');
    expect(items[2]).toMatch(/Busy:?\s*97%/);
    expect(items.join('\n')).not.toMatch(/0\/w\.1|refused/);
  });

  it('tells every step in its order, with its outcome', async () => {
    const steps = await page.locator('.steps li').allInnerTexts();
    expect(steps.map((step) => step.split('\n').slice(0, 2))).toEqual([
      ['Failed', '4 workers were told to end.'],
      ['Done', 'The frame was taken out of the page.'],
    ]);
  });

  it('draws the load, says it in words and as a table, and never adds what is estimated', async () => {
    const load = page.locator('.part.load');
    await load.locator('.load-chart canvas').waitFor();
    const label = await load.locator('.load-chart').getAttribute('aria-label');
    expect(label).toContain('at most 390% of one core');
    expect(label).toContain('5% at the end, after the response');
    expect(await marked(), 'the moment of the response in the chart').toBe(true);
    await load.locator('summary').click();
    expect(await load.locator('tbody tr').count()).toBe(full.load.length);
    const [measured = '', avoided = ''] = await load.locator('.cost > div').allInnerTexts();
    expect(measured).toMatch(/^Measured\s+4 core-seconds\s+energy: watts per core are not set$/);
    expect(avoided).toMatch(/^Avoided \(estimate\)\s+61 core-seconds/);
    expect(await load.innerText()).not.toContain('65 core-seconds');
  });

  it('follows the way from the page to the module, as text that leads nowhere', async () => {
    const path = await page.locator('.path').innerText();
    expect(path.split('\n').map((line) => line.trim())).toEqual(
      [
        'Page https://films.example/watch?v=12',
        'Frame https://ads.example/frame',
        `Module https://cdn.example/${MARKUP}`,
        'Request pool.example:8443',
      ].slice(0, 3),
    );
    const links = await page
      .locator('#detail-view a')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
    expect(links.filter((href) => !href.startsWith('#'))).toEqual([]);
  });

  it('copies the incident as stored and as Markdown, and says so', async () => {
    await page.locator('#copy-json').click();
    await page.locator('.incident-actions [role=status]', { hasText: 'Copied as JSON.' }).waitFor();
    expect(incidentSchema.parse(JSON.parse(await clipboard()))).toEqual(full);
    await page.locator('#copy-markdown').click();
    await page
      .locator('.incident-actions [role=status]', { hasText: 'Copied as Markdown.' })
      .waitFor();
    expect(await clipboard()).toBe(incidentToMarkdown(full));
    await page.getByRole('button', { name: 'Copy the ATT&CK number' }).click();
    await page.locator('.part.record [role=status]', { hasText: 'Copied.' }).waitFor();
    expect(await clipboard()).toBe('T1496.001');
  });

  it('hands out a report of the features, and never a binary', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#feature-report').click(),
    ]);
    expect(download.suggestedFilename()).toBe('assay-features-abababababababab.json');
    const report = JSON.parse(await readFile(await download.path(), 'utf8')) as object;
    expect(report).toMatchObject({
      incident: full.id,
      module: full.module,
      engineVersion: '0.1.0',
    });
  });

  it('names related incidents with the reason, and leads to them and to all of the site', async () => {
    const related = page.locator('.part.related');
    await related.locator('li').first().waitFor();
    const items = await related.locator('li').allInnerTexts();
    expect(items.length).toBe(2);
    expect(items[0]).toMatch(/games\.example[^]*same module, same host,? and same family/);
    expect(items[1]).toMatch(/films\.example[^]*same site/);
    expect(await related.getByRole('link', { name: 'All of this site' }).getAttribute('href')).toBe(
      '#site=films.example',
    );
    await related.locator('li a').first().click();
    await page.locator('h1', { hasText: 'games.example' }).waitFor();
    expect(await focused()).toBe('detail-title');
    await page.goBack();
    await page.locator('h1', { hasText: 'films.example' }).waitFor();
  });

  it('keeps what a person says of it, by keyboard, until it is taken back', async () => {
    await open(full);
    const part = page.locator('.part.feedback');
    await part.getByRole('radio', { name: 'Yes, this was mining' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.type(`We run this. ${MARKUP}`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await part.locator('[role=status]', { hasText: 'The answer is kept.' }).waitFor();
    await open(full);
    const kept = await part.innerText();
    expect(kept).toContain('No, this was a mistake.');
    expect(kept).toContain(`We run this. ${MARKUP}`);
    expect((await stored(full.id))?.feedback).toMatchObject({ isRight: false });
    await part.getByRole('button', { name: 'Change' }).click();
    await part.getByRole('radio', { name: 'Yes, this was mining' }).check();
    await part.getByRole('button', { name: 'Keep the answer' }).click();
    await part.locator('strong', { hasText: 'Yes, this was mining.' }).waitFor();
    expect((await stored(full.id))?.feedback).toMatchObject({ isRight: true });
    await part.getByRole('button', { name: 'Take back' }).click();
    await part.locator('form').waitFor();
    expect((await stored(full.id))?.feedback).toBeNull();
  });

  it('sets an exception with reason and end, by keyboard, and ends it', async () => {
    await open(full);
    const part = page.locator('.part.exceptions');
    await part.getByRole('button', { name: 'Add an exception' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.locator('dialog.except');
    await dialog.waitFor();
    expect(await dialog.innerText()).toContain('nothing is refused, blocked or ended');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await focused()).toBe('except');
    await page.keyboard.press('Enter');
    await dialog.getByRole('radio', { name: 'pool.example' }).focus();
    await page.keyboard.press('Space');
    expect(await dialog.innerText()).toContain('may be reached from every page');
    await dialog.getByRole('button', { name: 'Add the exception' }).click();
    expect(await exceptions('exceptedHosts'), 'nothing without a reason').toEqual([]);
    await dialog.getByRole('textbox').fill('We study it.');
    await dialog.getByRole('combobox').selectOption('hour');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Add the exception' }).click();
    await part.locator('.in-force', { hasText: 'pool.example is excepted until' }).waitFor();
    expect(await exceptions('exceptedHosts')).toEqual([
      {
        host: 'pool.example',
        reason: 'We study it.',
        by: '',
        until: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as unknown,
      },
    ]);
    await part.getByRole('button', { name: 'End this exception' }).click();
    await part.locator('p', { hasText: 'Neither this site nor a host' }).waitFor();
    expect(await exceptions('exceptedHosts')).toEqual([]);
  });

  it('shows an incident of a hostile page as bounded text', async () => {
    await open(hostile);
    const text = await page.locator('#detail-view').innerText();
    expect(text).toContain(MARKUP);
    expect(text).toContain('xn--80ak6aa92e');
    expect(text).not.toContain('\u202e');
    expect(text.length).toBeLessThan(9_000);
    expect(await page.locator('#detail-view :is(img, script, iframe)').count()).toBe(0);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  });

  it.each(['light', 'dark'] as const)(
    'fits wide and narrow windows, is readable and accessible, %s',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      for (const [incident, width] of [full, hostile].flatMap((one) =>
        [1_280, 380].map((wide) => [one, wide] as const),
      )) {
        await page.setViewportSize({ width, height: 800 });
        await open(incident);
        await page.locator('.part.exceptions').waitFor();
        expect(await sidewaysPixels(page), `${incident.site} at ${width}`).toBe(0);
        expect(await lowContrastTexts(page), `${incident.site} at ${width}`).toEqual([]);
        expect(await axeProblems(page), `${incident.site} at ${width}`).toEqual([]);
      }
      await page.locator('#except').click();
      await page.locator('dialog.except').waitFor();
      expect(await lowContrastTexts(page)).toEqual([]);
      expect(await axeProblems(page)).toEqual([]);
      await page.keyboard.press('Escape');
    },
  );

  it('says that an incident is gone, and why', async () => {
    await page.goto(`${logUrl()}#incident=${GONE}`);
    await page.reload();
    await page.locator('h1', { hasText: 'This incident is not in the log' }).waitFor();
    await desk.ask('clear-incidents', { ids: [hostile.id] });
    await page.reload();
    await page
      .locator('p', { hasText: /^The last removal was on .*: 1 incident, cleared by hand/ })
      .waitFor();
    expect(await axeProblems(page)).toEqual([]);
  });

  it('says that the log cannot be read, and shows the incident when it can again', async () => {
    // The desk has the database open since it has put incidents there; the page of what is in force needs none.
    await desk.page.goto(logUrl().replace('log.html', 'status.html'));
    await desk.page.locator('#facts dd').first().waitFor();
    await endBackground(page);
    // A database from the future: the background cannot open it and answers with the error.
    await page.evaluate(
      () => new Promise((done) => (indexedDB.deleteDatabase('assay').onsuccess = done)),
    );
    await page.evaluate(async () => {
      const asked = indexedDB.open('assay', 99);
      await new Promise((done) => (asked.onsuccess = done));
      asked.result.close();
    });
    await page.goto(`${logUrl()}#incident=${full.id}`);
    await page.reload();
    await page.locator('.notice', { hasText: 'did not answer' }).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await endBackground(page);
    await page.evaluate(
      () => new Promise((done) => (indexedDB.deleteDatabase('assay').onsuccess = done)),
    );
    await desk.incidents();
    await storeIncidents(desk.page, [full]);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('h1', { hasText: 'films.example' }).waitFor();
    expect(await page.locator('.notice').count()).toBe(0);
  });

  it('ran without an error of its own', () => {
    expect(pageErrors).toEqual([]);
  });
});

function logUrl(): string {
  return `chrome-extension://${assay.extensionId}/log.html`;
}

async function open({ id }: Incident): Promise<void> {
  await page.goto(`${logUrl()}#incident=${id}`);
  await page.reload();
  await page.locator('#detail-view h1').waitFor();
}

function focused(): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.id);
}

function clipboard(): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}

async function stored(id: string): Promise<Incident | undefined> {
  const [found] = await desk.ask('incidents', { ids: [id] });
  return found;
}

async function exceptions(name: string): Promise<unknown> {
  const { settings } = await desk.ask('settings', {});
  return settings.find((one) => one.name === name)?.value;
}

/** Whether the chart holds the colour of the response, from top to bottom. */
function marked(): Promise<boolean> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.load-chart canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) throw new Error('no chart');
    const token = getComputedStyle(document.documentElement).getPropertyValue('--confirmed').trim();
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(token.slice(at, at + 2), 16));
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    let found = 0;
    for (let at = 0; at < data.length; at += 4)
      if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) found += 1;
    return found > 40;
  });
}
