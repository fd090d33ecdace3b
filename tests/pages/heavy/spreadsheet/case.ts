// A spreadsheet in the browser: parsing and recalculation in plain JavaScript on the page.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'A budget with formulas (hyperformula)',
  packages: ['hyperformula'],
  kind: 'spreadsheet',
  host: 'bank.localhost',
  threads: 1,
  result: '1697410257.0 1548598183.8 818.2',
} satisfies HeavyCase;
