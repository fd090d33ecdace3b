// The settings page of the real build: what is changed is in force, a wrong value is kept and named, tabs show the same; by
// keyboard, in both themes and on narrow windows.
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openOurPage, type Launched } from '../../cli/browser.ts';
import { openDesk, type Desk } from '../../cli/desk.ts';
import { keyNames } from '../../core/policy/policy-keys.ts';
import { axeProblems } from './axe.ts';
import { launchAssay } from './extension.ts';
import { lowContrastTexts, sidewaysPixels } from './own-pages.ts';

const SECTIONS = ['response', 'sites-and-hosts', 'detection', 'people', 'log', 'my-settings'];
const PATIENCE = { timeout: 10_000, interval: 50 };

let assay: Launched;
let desk: Desk;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  assay = await launchAssay();
  desk = await openDesk(assay);
});
afterAll(() => assay.close());
beforeEach(async () => {
  await desk.ask('replace-settings', { values: {} });
  page = await openSettings();
  return () => page.close();
});

async function openSettings(hash = ''): Promise<Page> {
  const opened = await openOurPage(assay, `settings.html${hash}`);
  opened.on('pageerror', (error) => errors.push(String(error)));
  await opened.locator('#setting-mode').waitFor({ state: 'attached' });
  return opened;
}

async function valueOf(name: string): Promise<unknown> {
  const { keys } = await desk.ask('in-force', {});
  return JSON.parse(keys.find((key) => key.name === name)?.value ?? 'null') as unknown;
}

const go = (hash: string): Promise<unknown> => page.evaluate((to) => (location.hash = to), hash);
const setting = (name: string): Locator => page.locator(`#setting-${name}`);
const saved = (name: string): Promise<void> =>
  setting(name).locator('.done', { hasText: 'Saved' }).waitFor();
const problemOf = (name: string): Locator => page.locator(`#${name}-problem`);

describe('a setting', () => {
  it('is there for every key of the policy, in words', async () => {
    const all = page.locator('.sections .setting[id]');
    expect(await all.evaluateAll((found) => found.map((one) => one.id.slice(8)))).toEqual(
      await orderOnPage(),
    );
    expect(await setting('mode').innerText()).toMatch(/Mode\n.*Stop it and log it\n+Default/s);
  });

  it('of choices is chosen, undone and reset', async () => {
    await setting('mode').getByText('Only log it').click();
    await saved('mode');
    expect(await valueOf('mode')).toBe('monitor');
    await setting('mode').getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => valueOf('mode'), PATIENCE).toBe('block');
    await setting('mode').getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => valueOf('mode'), PATIENCE).toBe('monitor');
    await setting('mode').getByRole('button', { name: 'Reset to default: Mode' }).click();
    await expect.poll(() => valueOf('mode'), PATIENCE).toBe('block');
    await page.locator('#setting-mode .undo:focus').waitFor();
  });

  it('that is on or off is switched', async () => {
    await go('section=log');
    const titles = page.getByRole('switch', { name: 'Store page titles' });
    expect(await titles.isChecked()).toBe(true);
    await titles.click();
    await saved('storeTitles');
    expect([await valueOf('storeTitles'), await titles.isChecked()]).toEqual([false, false]);
  });

  it('of a number is saved when the field is left; a wrong one stays typed and is named', async () => {
    await go('section=log');
    const days = page.getByRole('textbox', { name: 'Keep incidents, days' });
    await days.fill('0');
    await days.press('Enter');
    await problemOf('keepDays').getByText('It must be a whole number from 1 to 3,650.').waitFor();
    expect(await days.getAttribute('aria-invalid')).toBe('true');
    expect(await days.getAttribute('aria-describedby')).toContain('keepDays-problem');
    await go('section=people');
    await go('section=log');
    expect([await days.inputValue(), await valueOf('keepDays')]).toEqual(['0', 365]);
    await days.fill('90');
    await days.blur();
    await saved('keepDays');
    expect([await valueOf('keepDays'), await problemOf('keepDays').innerText()]).toEqual([90, '']);
    expect(await days.getAttribute('aria-invalid')).toBe('false');
  });

  it('of a text is saved, and a wrong one named in the words of the key', async () => {
    await go('section=cost');
    const currency = page.getByRole('textbox', { name: 'Currency' });
    await currency.fill('euros');
    await currency.press('Enter');
    await problemOf('currency').getByText('must be three capital letters, such as "EUR"').waitFor();
    expect([await currency.inputValue(), await valueOf('currency')]).toEqual(['euros', 'EUR']);
    await currency.fill('CHF');
    await currency.press('Enter');
    await saved('currency');
    expect(await valueOf('currency')).toBe('CHF');
  });

  it('of hosts is a table to add to, to edit and to remove from', async () => {
    await go('section=sites-and-hosts');
    const list = setting('additionalHosts');
    await list.getByRole('button', { name: 'Add to “Additional hosts”' }).click();
    await list.getByLabel('Host').fill('no host at all');
    await list.getByLabel('Host').press('Enter');
    await list.getByText('This is no name of a host.').waitFor();
    expect(await list.getByLabel('Host').inputValue()).toBe('no host at all');
    await list.getByLabel('Host').fill('https://Pool.example/join');
    await list.getByLabel('Category').selectOption('Mining on purpose');
    await list.getByLabel('Reason').fill('<img src=x onerror=1>');
    await list.getByLabel('Ends').selectOption('After a day');
    await list.getByLabel('Last day').fill('2099-12-31');
    await list.getByRole('button', { name: 'Add', exact: true }).click();
    await list.getByRole('rowheader', { name: 'pool.example' }).waitFor();
    const entry = {
      host: 'pool.example',
      category: 'deliberate-mining',
      by: '',
      until: '2099-12-31',
    };
    expect(await valueOf('additionalHosts')).toEqual([
      { ...entry, reason: '<img src=x onerror=1>' },
    ]);
    expect(await list.locator('img').count()).toBe(0);

    await list.getByRole('button', { name: 'Edit pool.example' }).click();
    await list.getByLabel('Reason').fill('proxy log');
    await list.getByRole('button', { name: 'Apply' }).click();
    await list.getByRole('cell', { name: 'proxy log' }).waitFor();
    await list.getByRole('button', { name: 'Remove pool.example' }).click();
    await list.getByText('None yet.').waitFor();
    expect(await valueOf('additionalHosts')).toEqual([]);
    await page.locator('#setting-additionalHosts .undo:focus').press('Enter');
    await list.getByRole('cell', { name: 'proxy log' }).waitFor();
    expect(await valueOf('additionalHosts')).toEqual([{ ...entry, reason: 'proxy log' }]);
  });

  it('that another tab changes is changed here, and what is being typed stays', async () => {
    await go('section=log');
    await page.locator('#keepIncidents').fill('7000');
    const other = await openSettings('#section=log');
    await other.getByRole('switch', { name: 'Store page titles' }).click();
    await page.locator('#storeTitles:not(:checked)').waitFor();
    expect(await page.locator('#keepIncidents').inputValue()).toBe('7000');
    await other.close();
  });

  it('of each other kind has its form, and says what the background refuses', async () => {
    const open = await assay.context.newPage();
    await open.addInitScript(() => {
      const { sendMessage } = chrome.runtime;
      chrome.runtime.sendMessage = async (message) => {
        const answer = (await sendMessage.call(chrome.runtime, message)) as {
          readonly value?: { readonly settings?: { name: string; locked: string }[] };
        };
        for (const one of answer.value?.settings ?? [])
          if (['peopleMay', 'disabledDetectors'].includes(one.name)) one.locked = '';
        return answer;
      };
    });
    await open.goto(page.url().replace(/#.*|$/, '#section=people'));
    const mayClear = open.getByRole('checkbox', { name: 'Remove incidents from the log' });
    await mayClear.click();
    await open
      .locator('#peopleMay-problem', { hasText: '"What people may do" cannot be set' })
      .waitFor();
    expect(await mayClear.isChecked()).toBe(true);
    await open.evaluate(() => (location.hash = 'section=detection'));
    const ids = open.getByRole('textbox', { name: 'Disabled detectors' });
    await ids.fill('detect/work\n detect/gpu-work ');
    await ids.blur();
    await open.locator('#disabledDetectors-problem', { hasText: 'cannot be set here' }).waitFor();
    expect(await ids.inputValue()).toBe('detect/work\n detect/gpu-work ');
    await open.close();
  });
});

declare const chrome: {
  readonly runtime: { sendMessage: (message: unknown) => Promise<unknown> };
  readonly permissions: { request: (what: unknown) => Promise<boolean> };
};

/** What the company alone sets stands at the end of its section. */
async function orderOnPage(): Promise<readonly string[]> {
  const { settings } = await desk.ask('settings', {});
  const sections = [...new Set(settings.map(({ section }) => section))];
  const isLast = (locked: string): boolean => locked === 'company-only';
  expect(settings.map(({ name }) => name)).toEqual(keyNames);
  return sections.flatMap((name) => {
    const here = settings.filter(({ section }) => section === name);
    const rest = here.filter(({ locked }) => !isLast(locked));
    return [...rest, ...here.filter(({ locked }) => isLast(locked))].map((one) => one.name);
  });
}

describe('the page', () => {
  it('finds while one types, keeps the search in the address, and says what it found', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('private windows');
    await page.locator('#found', { hasText: /^\d settings found$/ }).waitFor();
    expect(await setting('storedAddressOfPrivateWindows').isVisible()).toBe(true);
    expect(await setting('mode').isVisible()).toBe(false);
    expect(new URL(page.url()).hash).toBe('#q=private+windows');
    await page.reload();
    await setting('storedAddressOfPrivateWindows').waitFor();
    await page.locator('#search').fill('no such <b>thing</b>');
    await page.locator('#found', { hasText: 'No setting holds “no such <b>thing</b>”.' }).waitFor();
    await page.locator('#clear-search').click();
    await setting('mode').waitFor();
    await page.locator('#search').fill('Secrets');
    await page.locator('#fleetSecrets-title').waitFor();
    expect(await setting('fleetSecrets').innerText()).toContain('Only a company can set this');
  });

  it('is used by keyboard alone', async () => {
    await page.keyboard.press('/');
    await page.keyboard.press('Tab');
    expect(await focusedText()).toBe('Response');
    for (let step = 0; step < 4; step++) await page.keyboard.press('Tab');
    expect(await focusedText()).toBe('Log');
    await page.keyboard.press('Enter');
    await page.locator('#section-log').waitFor();
    for (let step = 0; step < 20 && (await focusedId()) !== 'storeTitles'; step++)
      await page.keyboard.press('Tab');
    expect(await focusedId()).toBe('storeTitles');
    await page.keyboard.press('Space');
    await saved('storeTitles');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('ArrowDown');
    await saved('storedAddressOfPrivateWindows');
    expect(await valueOf('storedAddressOfPrivateWindows')).toBe('nothing');
    await page.keyboard.press('Tab');
    expect(await focusedText()).toBe('Undo');
  });

  it('exports what was set, imports it, and refuses a bad file as a whole', async () => {
    await desk.ask('replace-settings', { values: { keepDays: 90, currency: 'CHF' } });
    await go('section=my-settings');
    await page.getByText('You have set 2 settings.').first().waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#export-settings').click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^assay-settings-\d{4}-\d\d-\d\d\.json$/);
    const exported = await readFile(await download.path(), 'utf8');
    await page.locator('#reset-settings').click();
    await page.keyboard.press('Escape');
    expect(await valueOf('keepDays')).toBe(90);
    await page.locator('#reset-settings').click();
    await page.locator('#reset-confirm').click();
    await page.locator('#transfer-done', { hasText: 'Your settings were reset.' }).waitFor();
    expect([await valueOf('keepDays'), await valueOf('currency')]).toEqual([365, 'EUR']);

    for (const [bad, why] of [
      ['{"kind"', 'The file is not JSON.'],
      ['{"keepDays":90}', 'does not hold exported settings'],
      [exported.replace('"CHF"', '"francs"'), '"Currency" must be three capital letters'],
      [exported.replace('"currency"', '"__proto__"'), 'There is no setting "__proto__".'],
    ] as const) {
      await choose(bad);
      await page.locator('#transfer-problem', { hasText: why }).waitFor();
      expect(await valueOf('keepDays')).toBe(365);
    }
    await choose(exported);
    await page.locator('#transfer-done', { hasText: '2 settings were imported.' }).waitFor();
    expect([await valueOf('keepDays'), await valueOf('currency')]).toEqual([90, 'CHF']);
    await page.locator('#transfer-undo').click();
    await expect.poll(() => valueOf('keepDays'), PATIENCE).toBe(365);
  });

  it('asks to see the installed extensions by a press only, and says what the browser answered', async () => {
    await go('section=permissions');
    await page.locator('#extensions-state', { hasText: 'Not allowed' }).waitFor();
    // The browser's own question has no answer without a window: here the person says no.
    await page.evaluate(() => {
      chrome.permissions.request = (what) => {
        document.title = `${JSON.stringify(what)} ${navigator.userActivation.isActive}`;
        return Promise.resolve(false);
      };
    });
    await page.getByRole('button', { name: 'Allow…' }).click();
    await page.getByText('The browser did not allow it.').waitFor();
    expect(await page.title()).toBe('{"permissions":["management"]} true');
    expect((await desk.ask('settings', {})).maySeeExtensions).toBe(false);
  });

  it.each(['light', 'dark'] as const)('is readable in every window, %s', async (colorScheme) => {
    await desk.ask('replace-settings', {
      values: {
        exceptedSites: [{ host: `${'long.'.repeat(40)}example`, reason: 'r'.repeat(300) }],
      },
    });
    await page.emulateMedia({ colorScheme });
    await go('section=sites-and-hosts');
    await setting('additionalHosts').locator('.add').click();
    await page.getByLabel('Host', { exact: true }).press('Enter');
    for (const width of [1280, 380]) {
      await page.setViewportSize({ width, height: 800 });
      for (const section of [...SECTIONS, 'q=address']) {
        await go(section.includes('=') ? section : `section=${section}`);
        expect(await sidewaysPixels(page), `${section} at ${width}`).toBe(0);
        expect(await lowContrastTexts(page), `${section} at ${width}`).toEqual([]);
        expect(await axeProblems(page), `${section} at ${width}`).toEqual([]);
      }
    }
  });

  it('ran without an error of its own', () => {
    expect(errors).toEqual([]);
  });
});

const focusedText = (): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent ?? '');
const focusedId = (): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');

async function choose(text: string): Promise<void> {
  const file = { name: 'settings.json', mimeType: 'application/json', buffer: Buffer.from(text) };
  await page.locator('#import-settings').setInputFiles(file);
}
