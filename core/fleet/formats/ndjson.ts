// One flat JSON object a line: for ClickHouse (JSONEachRow) and every HTTP sink that takes lines of JSON.
import { jsonLines } from '../../report/json-lines.ts';
import { ALL_TAKEN, type Format } from '../format.ts';
import { authorized } from './authorization.ts';
import { rowOf } from './row.ts';

export const ndjson: Format = {
  encode({ events, origin }) {
    const body = jsonLines(events.map((event) => rowOf(event, origin)));
    return { contentType: 'application/x-ndjson', body };
  },
  headers: authorized,
  receipt: () => ALL_TAKEN,
};
