// What the tests of the log page share: the page of the real build, and how people go about in it.
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { incidentSchema, type Incident } from '../../core/incident/incident.ts';
import { sampleIncident } from '../core/report/incident-samples.ts';
import { launchAssay } from './extension.ts';
import { storeIncidents } from './own-pages.ts';

const MANY = 5_000;

export let assay: Awaited<ReturnType<typeof launchAssay>>;
export let log: Page;
/** What the page, or the browser about it, has complained of. */
export const complaints: string[] = [];

/** Opens the log in a browser of its own. Close it with `closeLog`. */
export async function startLog(): Promise<void> {
  assay = await launchAssay();
  log = await assay.context.newPage();
  log.on('pageerror', (error) => complaints.push(String(error)));
  log.on('console', (message) => {
    // Refusals of our own content policy are told here.
    if (message.type() === 'error') complaints.push(message.text());
  });
  await log.setViewportSize({ width: 1280, height: 800 });
  await openLog();
}

export function closeLog(): Promise<void> {
  return assay.close();
}

export function exportButton() {
  return log.getByRole('button', { name: 'Export', exact: true });
}

export function filterButton(name: string) {
  return log.locator('.filters').getByRole('button', { name: new RegExp(`^${name}`) });
}

export function focused(): Promise<string> {
  return log.evaluate(() => document.activeElement?.id ?? '');
}

export async function exported(format: string): Promise<{ name: string; text: string }> {
  await exportButton().click();
  return downloaded(log.locator(`#export-${format}`).click());
}

export async function clearAll(): Promise<void> {
  await log.locator('#clear').click();
  await log.locator('#clear-confirm').click();
  await log.locator('#empty h2', { hasText: 'The log is empty.' }).waitFor();
}

export async function totalOf(): Promise<number | undefined> {
  const answer = await asked({ name: 'list-summaries', below: null, limit: 1 });
  return (answer as { value: { total: number } }).value.total;
}

export function logUrl(): string {
  return `chrome-extension://${assay.extensionId}/log.html`;
}

export async function openLog(): Promise<void> {
  await log.goto('about:blank');
  await log.goto(logUrl());
  await log.locator('#empty, #rows [role=row]').first().waitFor();
}

export async function seed(incidents: readonly Incident[]): Promise<void> {
  await openLog();
  await storeIncidents(log, incidents);
  await log.reload();
  await log.locator('#rows [role=row]').first().waitFor();
}

/** As the background lists them, asked the way our pages ask. */
export async function allIncidents(): Promise<Incident[]> {
  const answer = await asked({ name: 'incidents', ids: null });
  return (answer as { value: unknown[] }).value.map((incident) => incidentSchema.parse(incident));
}

export function asked(question: object): Promise<unknown> {
  return log.evaluate(
    (about) =>
      // `chrome` is not typed here; the page has it.
      (
        globalThis as unknown as {
          chrome: { runtime: { sendMessage: (m: object) => Promise<unknown> } };
        }
      ).chrome.runtime.sendMessage({ assay: 'ask', ...about }),
    question,
  );
}

export async function longestIncident(): Promise<Incident> {
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

export function manyIncidents(): Incident[] {
  const from = Date.UTC(2026, 9, 1);
  return Array.from({ length: MANY }, (_, at) =>
    sampleIncident({
      id: idOf(at),
      response: at % 5 === 0 ? 'observe' : 'block',
      site: `site-${at}.example`,
      title: '=HYPERLINK("https://evil.example")',
      firstSeenAt: from + at * 60_000,
      lastSeenAt: from + at * 60_000,
    }),
  );
}

export async function downloaded(click: Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([log.waitForEvent('download'), click]);
  return {
    name: download.suggestedFilename(),
    text: await readFile(await download.path(), 'utf8'),
  };
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

export function idOf(at: number): string {
  return `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
}
