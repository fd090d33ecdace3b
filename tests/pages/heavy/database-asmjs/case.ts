// The same database as asm.js: no WebAssembly at all.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'SQL reports in asm.js (sql.js)',
  packages: ['sql.js'],
  kind: 'database',
  host: 'bank.localhost',
  threads: 1,
  result: '1000 rows 4f11cf2649e7fb97',
} satisfies HeavyCase;
