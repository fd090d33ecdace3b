// A report page: SQLite in two workers.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'SQL reports in two workers (sql.js)',
  packages: ['sql.js'],
  kind: 'database',
  host: 'bank.localhost',
  threads: 2,
  result: '1000 rows 363b17f0117f59ad',
} satisfies HeavyCase;
