// The CSV export against a strict reader: what went in comes out, and no cell can run as a formula.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CSV_COLUMN_NAMES, csvRow, incidentsToCsv, neutralised } from '../../../core/report/csv.ts';
import { anyIncident, hostileText, sampleIncident } from './incident-samples.ts';
import { parseStrictCsv } from './strict-csv.ts';

// Written anew, not taken from csv.ts: the cell as Excel, LibreOffice and Sheets may see it after trimming.
const RUNS_AS_FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;

/** Takes our own mark off again: it stands before whatever runs, or would look as if it were marked already. */
function withoutMark(cell: string): string {
  return /^'(?:['\s]*[=+\-@＝＋－＠]|'*[\t\r\n])/u.test(cell) ? cell.slice(1) : cell;
}

describe('incidentsToCsv', () => {
  it('writes a BOM, the header and one record an incident', () => {
    const [header, row, ...rest] = parseStrictCsv(incidentsToCsv([sampleIncident()]));
    expect(header).toEqual(CSV_COLUMN_NAMES);
    expect(rest).toEqual([]);
    const cells = Object.fromEntries(CSV_COLUMN_NAMES.map((name, at) => [name, row?.[at]]));
    expect(cells).toMatchObject({
      first_seen: '2026-11-23T09:14:02.000Z',
      count: '3',
      site: 'films.example',
      verdict: 'confirmed',
      score: '95',
      points: 'rules/wasm/cryptonight: 95',
      module_bytes: '318204',
      observed_core_seconds: '4.2',
      avoided_core_seconds: '61',
      ...{ feedback: '', feedback_note: '', frame_url: '' },
    });
  });

  it('carries the frame and what a person said', () => {
    const feedback = { isRight: false, at: 0, note: '=our wallet' };
    const incident = sampleIncident({ frameUrl: 'https://ads.example/', feedback });
    const [, row] = parseStrictCsv(incidentsToCsv([incident]));
    const at = (name: string) => row?.[CSV_COLUMN_NAMES.indexOf(name)];
    expect([at('frame_url'), at('feedback'), at('feedback_note')]).toEqual([
      'https://ads.example/',
      'wrong',
      "'=our wallet",
    ]);
  });

  it('says of each incident whose it is, where they are of many devices', () => {
    const [mine, other] = [sampleIncident(), sampleIncident({ id: crypto.randomUUID() })];
    const device = { deviceLabel: 'PC-0042', deviceTags: [], userLabel: '' };
    const [, ...rows] = parseStrictCsv(incidentsToCsv([mine, other], new Map([[mine.id, device]])));
    expect(rows.map((row) => row[CSV_COLUMN_NAMES.indexOf('device')])).toEqual(['PC-0042', '']);
  });

  it('says whose they are, where the policy names the device', () => {
    const device = { deviceLabel: '=PC-0042', deviceTags: ['berlin', 'ring-1'], userLabel: '' };
    const [, row] = parseStrictCsv(incidentsToCsv([sampleIncident()], device));
    expect(row?.slice(-3)).toEqual(["'=PC-0042", 'berlin ring-1', '']);
  });

  it('leaves cells empty when there was no module and no family', () => {
    const [, row] = parseStrictCsv(
      incidentsToCsv([sampleIncident({ module: null, family: null })]),
    );
    const at = (name: string) => row?.[CSV_COLUMN_NAMES.indexOf(name)];
    expect([at('family'), at('module_sha256'), at('module_bytes')]).toEqual(['', '', '']);
  });

  it('keeps every value and lets no cell begin as a formula, whatever pages chose', () => {
    fc.assert(
      fc.property(fc.array(anyIncident, { maxLength: 4 }), (incidents) => {
        const [, ...rows] = parseStrictCsv(throughUtf8(incidentsToCsv(incidents)));
        expect(rows.length).toBe(incidents.length);
        rows.forEach((row, at) => {
          expect(row.length).toBe(CSV_COLUMN_NAMES.length);
          for (const cell of row) expect(cell.trim()).not.toMatch(RUNS_AS_FORMULA);
          for (const cell of row) expect(cell).not.toMatch(RUNS_AS_FORMULA);
          const of = (name: string) => withoutMark(row[CSV_COLUMN_NAMES.indexOf(name)] ?? '');
          expect(of('title')).toBe(incidents[at]?.title);
          expect(of('url')).toBe(incidents[at]?.url);
          expect(of('action')).toBe(incidents[at]?.action);
          expect(of('hosts')).toBe(incidents[at]?.hosts.join(' '));
        });
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =cmd|x',
    "'=1",
    '＝1',
    '\ufeff=1',
  ])('neutralises %j', (text) => {
    expect(neutralised(text)).toBe(`'${text}`);
  });

  it.each(['plain', "'tis", 'a=b', 'x@example', '', '1-2', 'https://a.example/?=+'])(
    'leaves %j alone',
    (text) => {
      expect(neutralised(text)).toBe(text);
    },
  );

  it('never maps two texts to one cell', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const [[cell]] = parseStrictCsv(`\ufeff${csvRow([text])}`) as [[string]];
        expect(withoutMark(cell)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });
});

function throughUtf8(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes);
}
