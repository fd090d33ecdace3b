// The log page of the real build: what a hostile page can put into it stays text, people find and clear incidents, and a
// background that fails is shown.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleIncident } from '../core/report/incident-samples.ts';
import {
  allIncidents,
  assay,
  clearAll,
  closeLog,
  complaints,
  escaped,
  exportButton,
  filterButton,
  focused,
  idOf,
  log,
  logUrl,
  longestIncident,
  manyIncidents,
  openLog,
  seed,
  startLog,
  totalOf,
} from './log-stage.ts';
import { endBackground, lowContrastTexts, servePages, sidewaysPixels } from './own-pages.ts';

const HOSTILE_TITLE = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>`;
const CALLS_LISTED_HOST = '<script src="https://coinhive.com/lib/coinhive.min.js"></script>';

let site: Awaited<ReturnType<typeof servePages>>;

beforeAll(async () => {
  await startLog();
  site = await servePages({
    '/markup': `<!doctype html><title>${escaped(HOSTILE_TITLE)}</title>${CALLS_LISTED_HOST}`,
    '/huge': `<!doctype html><title>${'huge '.repeat(200_000)}</title>${CALLS_LISTED_HOST}`,
  });
});

afterAll(async () => {
  await site.close();
  await closeLog();
});

describe('the log page', () => {
  it('says that there is nothing and why, before anything happened', async () => {
    await log.locator('#empty h2', { hasText: 'The log is empty.' }).waitFor();
    expect(await log.locator('#clear').isDisabled()).toBe(true);
    expect(await exportButton().isDisabled()).toBe(true);
    await log.locator('summary', { hasText: /^Engine [\d.]+ · [\d,]+ listed hosts/ }).waitFor();
    const broken = await log
      .locator('img')
      .evaluateAll((all) => all.filter((img) => !(img as HTMLImageElement).naturalWidth).length);
    expect(broken, 'icons that the build does not hold').toBe(0);
  });

  it('shows a new incident by itself, and a hostile title only as text', async () => {
    const page = await assay.context.newPage();
    for (const path of ['/markup', '/huge']) await page.goto(site.url(path));
    await page.close();
    await log.locator('.row-link', { hasText: '127.0.0.1' }).first().waitFor();
    expect((await allIncidents()).length).toBeGreaterThan(0);
    expect(await log.locator('#rows :is(img, script, iframe)').count()).toBe(0);
    expect(await log.evaluate(() => 'hacked' in window)).toBe(false);
  });

  it('keeps whatever a page can choose within its row, in its direction, and as text', async () => {
    const hostile = [
      `<b>${HOSTILE_TITLE}`,
      `\u202eelpmaxe.live`,
      'xn--80ak6aa92e.com',
      'w'.repeat(9_000),
    ];
    await seed(
      hostile.map((site, at) =>
        sampleIncident({
          id: idOf(900_000 + at),
          lastSeenAt: Date.now() + at,
          ...{ site, title: site.slice(0, 200), action: site, hosts: [site], family: site },
        }),
      ),
    );
    const texts = await log.locator('#rows .row-link').allInnerTexts();
    expect(texts).toContain('xn--80ak6aa92e.com');
    expect(texts).toContain(`\ufffdelpmaxe.live`);
    expect(texts.join('')).toContain('<b><img');
    const rows = await log
      .locator('#rows [role=row]')
      .evaluateAll((all) => all.map((row) => [row.clientHeight, row.textContent.length]));
    for (const [height = 0, length = 0] of rows) {
      expect(height).toBeLessThan(60);
      expect(length).toBeLessThan(1_000);
    }
    for (const facet of ['Site', 'Family']) {
      await filterButton(facet).click();
      expect(await log.locator('.menu-panel :is(img, script, b)').count()).toBe(0);
      await log.keyboard.press('Escape');
    }
    expect(await sidewaysPixels(log)).toBe(0);
    expect(await log.evaluate(() => 'hacked' in window)).toBe(false);
  });

  it('holds 5,000 incidents: newest first, few rows as elements, each says which it is', async () => {
    await clearAll();
    await seed(manyIncidents());
    await log.locator('#results', { hasText: /^5,000 incidents/ }).waitFor();
    const rows = log.locator('#rows [role=row]');
    expect(await rows.count()).toBeLessThan(60);
    const times = await log
      .locator('#rows time')
      .evaluateAll((all) => all.map((t) => t.getAttribute('datetime')));
    expect(times).toEqual(times.toSorted().toReversed());
    const grid = log.locator('.grid');
    expect(await grid.getAttribute('aria-rowcount')).toBe('5001');
    expect(await rows.first().getAttribute('aria-rowindex')).toBe('2');
    await grid.evaluate((box) => box.scrollTo({ top: box.scrollHeight }));
    await log.locator('#rows [aria-rowindex="5001"]').waitFor();
    expect(await rows.count()).toBeLessThan(60);
    await grid.evaluate((box) => box.scrollTo({ top: 0 }));
    await log.locator('#rows [aria-rowindex="2"]').waitFor();
  });

  it('is gone through by keyboard alone, and comes back to the row that was left', async () => {
    await openLog();
    await log.keyboard.press('/');
    expect(await focused()).toBe('search');
    await log.keyboard.type('site-43');
    await log.locator('#results', { hasText: /^111 of 5,000 incidents found$/ }).waitFor();
    await log.keyboard.press('ArrowDown');
    await log.waitForFunction(() => document.activeElement?.textContent === 'site-4399.example');
    await log.keyboard.press('j');
    await log.keyboard.press('ArrowDown');
    await log.keyboard.press('k');
    await log.waitForFunction(() => document.activeElement?.textContent === 'site-4398.example');
    await log.keyboard.press('End');
    await log.waitForFunction(() => document.activeElement?.textContent === 'site-43.example');
    await log.keyboard.press('PageUp');
    await log.waitForFunction(() => document.activeElement?.textContent !== 'site-43.example');
    await log.keyboard.press('Home');
    await log.waitForFunction(() => document.activeElement?.textContent === 'site-4399.example');
    for (let steps = 0; steps < 40; steps++) await log.keyboard.press('j');
    await log.waitForFunction(() => document.activeElement?.textContent === 'site-4359.example');
    await log.keyboard.press('Enter');
    await log.waitForURL(/#incident=/);
    await log.goBack();
    await log.waitForFunction(() => document.activeElement?.textContent === 'site-4359.example');
    expect(await log.locator('#search').inputValue()).toBe('site-43');
    await log.keyboard.press('Escape');
    expect(await focused()).toBe('search');
    await log.keyboard.press('Escape');
    await log.locator('#results', { hasText: /^5,000 incidents · / }).waitFor();
    await log.keyboard.press('Tab');
    await log.keyboard.press('?');
    await log.locator('#keys-dialog[open]').waitFor();
    await log.keyboard.press('Escape');
    await log.locator('#keys-dialog').waitFor({ state: 'detached' });
  });

  it('can do without keys of a single letter', async () => {
    await log.getByRole('button', { name: 'Keys' }).click();
    await log.locator('#keys-dialog input').uncheck();
    await log.keyboard.press('Escape');
    await log.keyboard.press('/');
    expect(await focused()).not.toBe('search');
    await log.getByRole('button', { name: 'Keys' }).click();
    await log.locator('#keys-dialog input').check();
    await log.keyboard.press('Escape');
  });

  it('filters with numbers of what would be left, and says all of it in the address', async () => {
    await openLog();
    await log.locator('#results', { hasText: /^5,000 incidents · / }).waitFor();
    await filterButton('Response').click();
    const line = log.locator('.menu-line', { hasText: 'Observed' });
    expect(await line.locator('.menu-number').innerText()).toBe('1,000');
    await line.locator('input').check();
    await log.keyboard.press('Escape');
    await log.locator('#results', { hasText: '1,000 of 5,000 incidents found' }).waitFor();
    await log.locator('#search').fill('site-42');
    await log.getByRole('button', { name: 'Site', exact: true }).last().click();
    await log.waitForURL(/#q=site-42&response=observe&sort=site\.up$/);
    const shown = await log.locator('.row-link').allInnerTexts();
    expect(shown).toEqual(shown.toSorted());

    const other = await assay.context.newPage();
    await other.goto(log.url());
    await other.locator('.filter-chip', { hasText: 'Response: Observed' }).waitFor();
    await other.locator('#results', { hasText: 'found' }).waitFor();
    expect(await other.locator('#results').innerText()).toBe(
      await log.locator('#results').innerText(),
    );
    expect(await other.locator('.row-link').allInnerTexts()).toEqual(shown);
    await other.close();

    await log.locator('.filter-chip', { hasText: 'Response' }).click();
    await log.locator('#results', { hasText: '111 of 5,000' }).waitFor();
    await log.getByRole('button', { name: 'Clear filters' }).click();
    await log.locator('#results', { hasText: /^5,000 incidents · / }).waitFor();
  });

  it('says when nothing fits, and leads back', async () => {
    await log.locator('#search').fill('no such thing');
    await log.locator('#empty h2', { hasText: 'No incident fits' }).waitFor();
    await log.locator('#empty button').click();
    await log.locator('.row-link').first().waitFor();
  });

  it('keeps a saved filter and the columns that were chosen', async () => {
    await log.locator('#search').fill('site-77');
    await log.getByRole('button', { name: 'Saved filters' }).click();
    await log.getByRole('textbox', { name: 'Name' }).fill('<i>seven</i>');
    await log.keyboard.press('Enter');
    await log.keyboard.press('Escape');
    await log.getByRole('button', { name: 'Columns' }).click();
    await log.getByRole('checkbox', { name: 'Hosts' }).check();
    await log.getByRole('checkbox', { name: 'How sure' }).uncheck();
    await log.keyboard.press('Escape');
    await openLog();
    const heads = (await log.getByRole('columnheader').allInnerTexts()).map((one) => one.trim());
    expect(heads).toContain('Hosts');
    expect(heads).not.toContain('How sure');
    await log.getByRole('button', { name: 'Saved filters' }).click();
    await log.getByRole('button', { name: '<i>seven</i>', exact: true }).click();
    await log.waitForFunction(
      () => document.querySelector<HTMLInputElement>('#search')?.value === 'site-77',
    );
    await log.getByRole('button', { name: 'Saved filters' }).click();
    await log.getByRole('button', { name: /^Delete the saved filter/ }).click();
    await log.getByText('None saved yet').waitFor();
    await log.keyboard.press('Escape');
    await log.getByRole('button', { name: 'Columns' }).click();
    await log.getByRole('button', { name: 'Usual columns' }).click();
    await log.keyboard.press('Escape');
  });

  it('narrows by the lists beside the rows, and by the time of the chart', async () => {
    await log.goto('about:blank');
    await openLog();
    await log.locator('.top-line', { hasText: 'cryptonight' }).click();
    await log.waitForURL(/family=cryptonight/);
    await log.locator('.top-line[aria-pressed=true]').click();
    const chart = log.locator('.chart .u-over');
    const box = await chart.boundingBox();
    if (!box) throw new Error('no chart');
    await log.mouse.move(box.x + box.width * 0.5, box.y + 20);
    await log.mouse.down();
    await log.mouse.move(box.x + box.width * 0.8, box.y + 30, { steps: 4 });
    await log.mouse.up();
    await log.locator('.filter-chip', { hasText: 'Time:' }).waitFor();
    const found = Number(
      /^[\d,]+/.exec(await log.locator('#results').innerText())?.[0].replace(',', ''),
    );
    expect(found).toBeGreaterThan(500);
    expect(found).toBeLessThan(4_000);
    await log.getByText('As a table').click();
    const counts = await log.locator('.panel-table td').allInnerTexts();
    expect(counts.reduce((sum, text) => sum + Number(text.replace(',', '')), 0)).toBe(found);
    await log.getByRole('button', { name: 'Clear filters' }).click();
  });

  it.each(['light', 'dark'] as const)(
    'fits wide and narrow windows and is readable, %s',
    async (colorScheme) => {
      await log.emulateMedia({ colorScheme });
      const { id } = await longestIncident();
      for (const [hash, ready] of [
        ['', '#rows [role=row]'],
        [`#site=${'x'.repeat(200)}`, '#empty'],
        [`#incident=${id}`, '#main h1'],
      ] as const) {
        const address = `${logUrl()}${hash}`;
        await log.goto('about:blank');
        await log.goto(address);
        await log.locator(ready).first().waitFor();
        for (const width of [380, 760, 1280, 2560]) {
          await log.setViewportSize({ width, height: 800 });
          expect(await sidewaysPixels(log), `${address} at ${width}`).toBe(0);
          expect(await lowContrastTexts(log), `${address} at ${width}`).toEqual([]);
        }
      }
      await log.setViewportSize({ width: 1280, height: 800 });
    },
  );

  it('shows the newest rows as cards in a narrow window, and the overview folded', async () => {
    await log.setViewportSize({ width: 380, height: 800 });
    await openLog();
    const first = log.locator('#rows [role=row]').first();
    expect(await first.evaluate((card) => card.clientHeight)).toBeGreaterThan(100);
    expect(await log.locator('#rows [role=row]').count()).toBeLessThan(30);
    await log.getByText('Overview').click();
    await log.locator('.top-line').first().waitFor();
    await log.getByText('Overview').click();
    await log.setViewportSize({ width: 1280, height: 800 });
  });

  it('clears only what is shown, after it said how many, and puts it on record', async () => {
    await openLog();
    const total = (await totalOf()) ?? 0;
    await log.locator('#search').fill('site-43');
    await log.locator('#results', { hasText: /^111 of/ }).waitFor();
    await log.locator('#clear').click();
    expect(await log.locator('#clear-confirm').innerText()).toBe('Remove 111 incidents');
    await log.keyboard.press('Escape');
    await log.locator('#clear-dialog').waitFor({ state: 'detached' });
    expect(await totalOf()).toBe(total);
    await log.locator('#clear').click();
    await log.locator('#clear-confirm').click();
    const left = (total - 111).toLocaleString('en-GB');
    await log.locator('#results', { hasText: new RegExp(`^${left} incidents · `) }).waitFor();
    await log.locator('#diagnostics-summary').click();
    await log.locator('#deletions', { hasText: '111 incidents, by hand' }).waitFor();
    await log.locator('#diagnostics-summary').click();
  });

  it('clears everything, and says so', async () => {
    const total = (await totalOf()) ?? 0;
    await clearAll();
    const removed = `${total.toLocaleString('en-GB')} incidents were removed.`;
    await log.locator('#results', { hasText: removed }).waitFor();
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
    expect(await log.locator('#notice').count()).toBe(0);
  });

  it('ran without an error of its own, and nothing was refused by its content policy', () => {
    expect(complaints).toEqual([]);
  });
});
