// The report in a real browser, as a manager opens the file: on a screen and on a telephone, in both themes, with nothing loaded and
// nothing run, for people who see it and for those who hear it; and on paper.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import { Document } from 'mupdf';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, projectFolder, type Launched } from '../../cli/browser.ts';
import { assessmentReport } from '../../core/report/assessment.ts';
import { ALL, CONTEXT, incidentOn } from '../core/report/assessment-samples.ts';

const HOSTILE =
  '"><img src="https://beacon.example/x" onerror="alert(1)"><script>alert(2)</script>';
const MANY = Array.from({ length: 60 }, (_, at) => incidentOn(at + 10, { site: `s${at}.example` }));
const REPORTS = {
  findings: assessmentReport([...ALL, ...MANY], CONTEXT),
  none: assessmentReport([], { ...CONTEXT, inForce: null }),
  hostile: assessmentReport(
    ALL.map((one) => ({ ...one, site: HOSTILE, family: HOSTILE, action: HOSTILE, title: HOSTILE })),
    { ...CONTEXT, scope: HOSTILE },
  ),
};

let browser: Launched;
let folder = '';
let axe = '';
beforeAll(async () => {
  browser = await launch({ headless: true, extension: null });
  folder = await mkdtemp(join(tmpdir(), 'assay-report-'));
  axe = await readFile(join(projectFolder, 'node_modules/axe-core/axe.min.js'), 'utf8');
  for (const [name, text] of Object.entries(REPORTS))
    await writeFile(join(folder, `${name}.html`), text);
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

interface Seen {
  readonly page: Page;
  /** Addresses that were asked for, messages of the console and dialogs. */
  readonly events: readonly string[];
}

async function open(name: keyof typeof REPORTS, width = 1280): Promise<Seen> {
  const page = await browser.context.newPage();
  const events: string[] = [];
  await page.setViewportSize({ width, height: 900 });
  page.on('request', (request) => events.push(request.url()));
  page.on('console', (message) => events.push(message.text()));
  page.on('dialog', (dialog) => {
    events.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
  return { page, events };
}

describe.each(['findings', 'none', 'hostile'] as const)('the report with %s', (name) => {
  it('loads nothing, runs nothing and says nothing to the console', async () => {
    const { page, events } = await open(name);
    expect(events).toEqual([page.url()]);
    await page.close();
  });

  it.each([1280, 380])('fits %i pixels', async (width) => {
    const { page } = await open(name, width);
    const beside = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(beside).toBe(0);
    await page.close();
  });

  it.each(['light', 'dark'] as const)('is accessible, %s', async (colorScheme) => {
    const { page } = await open(name, 900);
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
    );
    const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
    expect(found).toEqual([]);
    await page.close();
  });
});

it('prints on white, with the heads of tables on every page', async () => {
  const { page } = await open('findings');
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(ground).toBe('rgb(255, 255, 255)');
  const pdf = Document.openDocument(await page.pdf({ format: 'A4' }), 'application/pdf');
  const texts = Array.from({ length: pdf.countPages() }, (_, at) =>
    pdf.loadPage(at).toStructuredText('').asText(),
  );
  const rowPages = texts.filter((text) => /s\d+\.example\s+Cryptojacking/.test(text));
  expect(rowPages.length).toBeGreaterThan(1);
  for (const text of rowPages) expect(text).toMatch(/Severity\s+Last seen\s+Device/);
  expect(texts[0]).toContain(`1 / ${texts.length}`);
  await page.close();
});
