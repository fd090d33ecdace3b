// The report command as people and scripts run it: a process with files, two streams and an exit status.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { incidentsToJson } from '../../core/report/json.ts';
import { incidentsToJsonLines } from '../../core/report/json-lines.ts';
import { ALL, GONE_ON, MONDAY, STOPPED } from '../core/report/assessment-samples.ts';
import { parseReport, textOf } from '../core/report/markup.ts';
import { parseStrictCsv } from '../core/report/strict-csv.ts';

vi.setConfig({ testTimeout: 60_000 });

const assay = fileURLToPath(new URL('../../cli/assay.ts', import.meta.url));
const envelopeOf = (deviceLabel: string) => ({
  ...{ exportedAtMs: MONDAY, engineVersion: '0.3.0' },
  device: { deviceLabel, deviceTags: [], userLabel: '' },
});
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-report-'));
  put('one.json', incidentsToJson(ALL.slice(0, 3), envelopeOf('PC-1')));
  put('two.jsonl', incidentsToJsonLines(ALL.slice(2), envelopeOf('PC-2')));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function put(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

function written(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, INIT_CWD: folder, TZ: 'Europe/Berlin' };
  return spawnSync(process.execPath, [assay, 'report', ...args], { env, encoding: 'utf8' });
}

describe('assay report', () => {
  it('makes one report of the exports of many devices, and says how much is in it', () => {
    const { status, stdout, stderr } = run('one.json', 'two.jsonl', '--scope', 'Berlin <b>');
    expect(stderr).toBe(
      'assay report: two.jsonl: 1 incident had been read before; the copy that was seen last is kept.\n',
    );
    expect([status, stdout.split('\n').map((line) => line.trim().split(/ {2,}/))]).toEqual([
      0,
      [
        ['device', 'high', 'medium', 'low', 'informational', 'stopped', 'incidents'],
        ['PC-1', '2', '1', '0', '0', '1', '3'],
        ['PC-2', '0', '2', '0', '1', '1', '3'],
        ['all', '2', '3', '0', '1', '2', '6'],
        [''],
        [`Written: ${join(folder, 'assay-report.html')}`],
        [''],
      ],
    ]);
    const document = parseReport(written('assay-report.html'));
    expect(textOf(document, 'summary')).toContain('6 incidents at 6 sites on 2 devices');
    expect(document.documentElement?.textContent).toContain('Berlin <b>');
  });

  it('keeps to the days that are asked for, both ends within, and counts in the figures of energy', () => {
    const days = ['--from', '2026-11-03', '--to', '2026-11-04'];
    const energy = ['--watts', '10', '--price', '50', '--currency', 'CHF'];
    expect(run('one.json', 'two.jsonl', ...days, ...energy, '--out', 'part.html').status).toBe(0);
    const document = parseReport(written('part.html'));
    expect(textOf(document, 'summary')).toContain('2 incidents at 2 sites');
    expect(textOf(document, 'incidents')).toContain(GONE_ON.site);
    expect(textOf(document, 'cost')).toContain('CHF');
  });

  it('writes the other formats, each incident with its device', () => {
    expect(run('one.json', 'two.jsonl', '--format', 'csv').status).toBe(0);
    const [header = [], ...rows] = parseStrictCsv(written('assay-report.csv'));
    const device = header.indexOf('device');
    expect(rows.map((row) => row[device])).toEqual([
      ...['PC-1', 'PC-1', 'PC-1', 'PC-2', 'PC-2', 'PC-2'],
    ]);
    expect(run('one.json', '--format', 'jsonl').status).toBe(0);
    expect(written('assay-report.jsonl')).toContain(`"deviceLabel":"PC-1"`);
    const { stdout, stderr } = run('two.jsonl', '--format', 'ocsf', '--out', '-');
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(events).toHaveLength(4);
    expect(events[0]).toMatchObject({ class_uid: 2004, device: { name: 'PC-2' } });
    expect(stderr).toContain('PC-2');
  });

  it('reads what it has written itself', () => {
    run('one.json', 'two.jsonl', '--format', 'jsonl', '--out', 'all.jsonl');
    expect(run('all.jsonl', '--format', 'jsonl', '--out', 'again.jsonl').status).toBe(0);
    const incidentsIn = (name: string) =>
      written(name)
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { incident: unknown }).incident);
    expect(incidentsIn('again.jsonl')).toEqual(incidentsIn('all.jsonl'));
    expect(incidentsIn('all.jsonl')).toContainEqual(STOPPED);
  });

  it('reports on a log that holds nothing', () => {
    put('empty.json', incidentsToJson([], envelopeOf('PC-3')));
    expect(run('empty.json').status).toBe(0);
    const summary = textOf(parseReport(written('assay-report.html')), 'summary');
    expect(summary).toContain('no incident on 1 device');
  });

  it('names what cannot be read, writes the rest and says so in its status', () => {
    put('torn.jsonl', `${incidentsToJsonLines([STOPPED], envelopeOf('PC-1'))}{"torn\u001b[31m\n`);
    const { status, stderr } = run('torn.jsonl');
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /torn\.jsonl, line 2: not JSON\. Export it again, or remove these lines\./,
    );
    expect(written('assay-report.html')).toContain(STOPPED.site);
  });
});

describe('used wrongly', () => {
  it.each([
    [[], /name at least one file/],
    [['gone.json'], /no such file: gone\.json/],
    [['.'], /is a folder: name the files in it/],
    [['broken.json'], /broken\.json, line 1: not JSON\. .*\n.*nothing in these files/],
    [['one.json', '--format', 'pdf'], /--format must be one of html, csv, jsonl, ocsf/],
    [['one.json', '--from', '2026-02-30'], /--from must be a day such as 2026-11-01/],
    [['one.json', '--to', 'soon'], /--to must be a day/],
    [['one.json', '--watts', 'many'], /--watts must be a number from 0 to 200/],
    [['one.json', '--price', '-1'], /--price/],
    [['one.json', '--currency', 'euro'], /--currency must be a code of three letters/],
    [['one.json', '--out', 'no/such/folder.html'], /ENOENT/],
    [['one.json', '--colour'], /--colour/],
  ])('%j says what to do and writes nothing', (args, expected) => {
    put('broken.json', '{broken');
    const { status, stdout, stderr } = run(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(expected);
    expect(stderr).toContain('nothing was written');
    expect(existsSync(join(folder, 'assay-report.html'))).toBe(false);
  });

  it('explains itself', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    for (const said of ['Usage: assay report', '--scope', 'Exit status'])
      expect(stdout).toContain(said);
  });
});
