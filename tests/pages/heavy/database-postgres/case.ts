// A local-first app: a whole PostgreSQL in a worker.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'PostgreSQL in a worker (@electric-sql/pglite)',
  packages: ['@electric-sql/pglite'],
  kind: 'database',
  host: 'bank.localhost',
  threads: 1,
  result: '500 rows e1fa842c054cbd5c',
} satisfies HeavyCase;
