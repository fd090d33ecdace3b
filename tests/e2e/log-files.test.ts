// What leaves the log page as a file, and what comes into it as one.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { incidentSchema } from '../../core/incident/incident.ts';
import { parseStrictCsv } from '../core/report/strict-csv.ts';
import {
  closeLog,
  exported,
  filterButton,
  log,
  manyIncidents,
  seed,
  startLog,
} from './log-stage.ts';

describe('files of the log page', () => {
  beforeAll(async () => {
    await startLog();
    await seed(manyIncidents());
    await log.locator('#results', { hasText: /^5,000 incidents/ }).waitFor();
  });
  afterAll(closeLog);

  it('exports what is shown, as safe CSV, valid JSON and lines', async () => {
    await log.locator('#search').fill('site-43');
    await log.locator('#results', { hasText: /^111 of/ }).waitFor();
    const csv = await exported('csv');
    expect(csv.name).toMatch(/^assay-incidents-\d{4}-\d\d-\d\d\.csv$/);
    const [header, ...records] = parseStrictCsv(csv.text);
    expect(records.length).toBe(111);
    const [title, host] = [header?.indexOf('title') ?? -1, header?.indexOf('site') ?? -1];
    for (const record of records) {
      expect(record[title]).toBe(`'=HYPERLINK("https://evil.example")`);
      expect(record[host]).toContain('site-43');
    }
    const json = await exported('json');
    const document = JSON.parse(json.text) as { engineVersion: string; incidents: unknown[] };
    expect(document.incidents.map((one) => incidentSchema.parse(one).site)).toEqual(
      records.map((record) => record[host]),
    );
    expect(document.engineVersion).toMatch(/^\d+\.\d+/);
    for (const format of ['jsonl', 'ocsf']) {
      const lines = (await exported(format)).text.trim().split('\n');
      expect(lines.length).toBe(111);
      for (const line of lines) JSON.parse(line);
    }
    const report = await exported('html');
    expect(report.name).toMatch(/^assay-report-\d{4}-\d\d-\d\d\.html$/);
    expect(report.text).toMatch(/^<!doctype html>/i);
    expect(report.text).toContain('site-43');
    await log.locator('#search').fill('');
  });

  it('reads an export in the same views, keeps nothing of it, and returns to the own log', async () => {
    await log.locator('#search').fill('site-43');
    await log.locator('#results', { hasText: /^111 of/ }).waitFor();
    const { text } = await exported('json');
    await log.locator('#search').fill('');
    const others = JSON.parse(text) as Record<string, unknown>;
    const file = JSON.stringify({ ...others, deviceLabel: 'PC-<b>7</b>' });
    await log.locator('#file').setInputFiles([
      { name: 'other.json', mimeType: 'application/json', buffer: Buffer.from(file) },
      { name: 'not.json', mimeType: 'application/json', buffer: Buffer.from('{"a": ') },
    ]);
    const banner = log.locator('#file-banner');
    await banner.getByText('other.json').waitFor();
    const words = await banner.innerText();
    for (const part of ['111 incidents', 'PC-<b>7</b>', 'problem']) expect(words).toContain(part);
    await log.locator('#results', { hasText: /^111 incidents · / }).waitFor();
    expect(await log.locator('#clear').count()).toBe(0);
    await filterButton('Device').click();
    await log.locator('.menu-line', { hasText: 'PC-<b>7</b>' }).waitFor();
    await log.keyboard.press('Escape');
    const again = JSON.parse((await exported('json')).text) as { incidents: unknown[] };
    expect(again.incidents).toEqual(others['incidents']);
    expect((await exported('csv')).text).toContain('PC-<b>7</b>');
    await log.locator('#close-file').click();
    await log.locator('#results', { hasText: /^5,000 incidents · / }).waitFor();
    expect(await log.locator('#clear').isEnabled()).toBe(true);
  });
});
