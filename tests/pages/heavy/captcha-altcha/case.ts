// ALTCHA: the browser derives keys until one matches; fresh workers for each captcha, which mostly wait for the
// browser’s own cryptography.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Proof-of-work captcha (altcha-lib)',
  packages: ['altcha-lib'],
  kind: 'captcha',
  host: 'bank.localhost',
  threads: 1,
  result: 'counter 400 verified',
} satisfies HeavyCase;
