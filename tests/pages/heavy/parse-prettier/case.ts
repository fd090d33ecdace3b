// A playground that formats code: a parser and a printer in plain JavaScript, in two workers.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Format a script in two workers (prettier)',
  packages: ['prettier'],
  kind: 'parsing',
  host: 'demo.localhost',
  threads: 2,
  result: '168852 ae9759251c78a8f8',
} satisfies HeavyCase;
