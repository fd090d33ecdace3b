// SQLite over 300,000 generated rows.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'SQL query over 300,000 rows (sql.js)',
  host: 'video.localhost',
  expect: {
    level: 'clear',
    incident: false,
    evidence: [],
    hashes: 'none',
    longestMs: 60_000,
    result: '300000 14400272 3939393939',
  },
} satisfies PageCase;
