// Somebody opens a listed mining host in the address bar.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Opens the site of a listed mining host',
  host: 'coin-hive.com',
  expect: {
    level: 'confirmed',
    incident: true,
    category: 'cryptojacking',
    evidence: ['detect/listed-host'],
    hashes: 'none',
    longestMs: 5_000,
  },
  nativeResult: 'the page of a listed host was opened',
} satisfies PageCase;
