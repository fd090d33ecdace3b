// The schema against what browsers really send, and the old schema against the new one. Needs no server.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ndjson } from '../../core/fleet/formats/ndjson.ts';
import { applied, DIFFERENCES, refreshOf, WITHOUT_REPLICAS } from './old-schema.ts';
import { everyColumn } from './sample-events.ts';
import { columnsOf } from './schema-names.ts';

const read = (name: string): string =>
  readFileSync(new URL(`../../deploy/fleet/clickhouse/${name}`, import.meta.url), 'utf8');
const schema = read('schema.sql');

test('the table of events has the columns that rows have, and no other', () => {
  const sent = new Set(
    everyColumn(Date.UTC(2026, 10, 1)).flatMap(({ event, origin }) =>
      Object.keys(JSON.parse(String(ndjson.encode({ events: [event], origin }).body)) as object),
    ),
  );
  expect([...columnsOf(schema, 'events_local')].sort()).toEqual([...sent].sort());
});

test('the schema of 18.16 is the schema but for the listed differences', () => {
  expect(read('schema-18.16.sql')).toBe(applied(schema, [...DIFFERENCES, ...WITHOUT_REPLICAS]));
  expect(read('refresh-18.16.sql')).toBe(refreshOf(schema));
});

test.each([...DIFFERENCES, ...WITHOUT_REPLICAS])('there is a difference: $what', ({ from }) => {
  expect(schema.search(from)).toBeGreaterThanOrEqual(0);
});
