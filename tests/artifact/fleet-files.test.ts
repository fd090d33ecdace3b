// What is shipped for a company's engine: every file parses, and every query names only tables, views and columns of the schema.
import { DOMParser } from '@xmldom/xmldom';
import * as yaml from 'js-yaml';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { expect, test } from 'vitest';
import { alertQueries, dashboardQueries, filled } from '../fleet/dashboard.ts';
import { columnsOf, readableOf, tablesOf } from '../fleet/schema-names.ts';

const FOLDER = new URL('../../deploy/fleet/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');
const schema = read('clickhouse/schema.sql');
const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' });
const KEYWORDS = new Set(
  'SELECT DISTINCT FROM FINAL WHERE AND OR AS GROUP BY ORDER DESC LIMIT HAVING IN GLOBAL'.split(
    ' ',
  ),
);
const parsers: Readonly<Record<string, (text: string) => unknown>> = {
  '.json': (text) => JSON.parse(text) as unknown,
  '.yaml': (text) => yaml.load(text),
  '.yml': (text) => yaml.load(text),
  '.xml': (text) => new DOMParser().parseFromString(text, 'text/xml'),
};

test.each(files.filter((name) => parsers[extname(name)]))('%s parses', (name) => {
  expect(parsers[extname(name)]?.(read(name))).toBeTypeOf('object');
});

test.each([...dashboardQueries(), ...alertQueries()])(
  'the query of "$title" names what the schema has',
  ({ sql }) => {
    const query = filled(sql, 0, 1).replace(/'[^']*'/g, '');
    const tables = [...query.matchAll(/\bassay\.(\w+)/g)].map((match) => match[1] ?? '');
    const aliases = [...query.matchAll(/\bAS (\w+)/g)].map((match) => match[1] ?? '');
    const known = new Set([...aliases, ...tables.flatMap((table) => readableOf(schema, table))]);
    const names = query.replace(/\bassay\.\w+/g, '').matchAll(/(?<![\w.])([A-Za-z_]\w*)(?!\w|\()/g);
    const unknown = [...names].map((match) => match[1] ?? '').filter((name) => !known.has(name));
    expect(tables.length).toBeGreaterThan(0);
    expect(unknown.filter((name) => !KEYWORDS.has(name))).toEqual([]);
  },
);

test('a query of a column that is not there would be found', () => {
  expect(readableOf(schema, 'devices')).not.toContain('incident_id');
  expect(() => readableOf(schema, 'gone')).toThrow('gone');
  expect(tablesOf(schema)).toContain('silent_devices');
});

test('the Collector fills the columns of events, each from one attribute', () => {
  const sql = read('clickhouse/otel-logs.sql');
  const select = sql.slice(sql.indexOf('\nSELECT'), sql.indexOf('\nFROM'));
  const filledColumns = [...select.matchAll(/ AS (\w+)/g)].map((match) => match[1]);
  expect(filledColumns).toEqual(columnsOf(schema, 'events_local'));
});

test('the Sigma rule asks for columns of events', () => {
  const rule = yaml.load(read('sigma/cryptojacking-not-stopped.yml')) as {
    detection: Record<string, unknown>;
    fields: string[];
  };
  const { condition, ...searches } = rule.detection;
  const asked = Object.values(searches).flatMap((search) => Object.keys(search as object));
  expect(condition).toBe('selection and not filter_refuted');
  expect(Object.keys(searches)).toEqual(['selection', 'filter_refuted']);
  expect(columnsOf(schema, 'events_local')).toEqual(
    expect.arrayContaining([...asked, ...rule.fields]),
  );
});
