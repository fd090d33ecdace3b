// Friendly Captcha on a form that is sent again and again: BLAKE2b in as many workers as its widget starts.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Proof-of-work captcha in four workers (friendly-pow)',
  packages: ['friendly-pow'],
  kind: 'captcha',
  host: 'video.localhost',
  threads: 4,
  result: '7618 521959 90485 407089 205021 65819 1106995 713984',
} satisfies HeavyCase;
