// A few seconds of nonce search for a captcha: proof of work, but nobody is robbed.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Proof-of-work captcha in a worker (friendly-pow)',
  host: 'video.localhost',
  expect: {
    level: 'clear',
    incident: false,
    evidence: [],
    hashes: 'none',
    longestMs: 60_000,
    result:
      '7618 521959 90485 407089 205021 65819 1106995 713984 515541 583385 607982 112028 900648 249993 358733 44448 128866 113193 1233485 157340 1130845 635187 938650 76862',
  },
} satisfies PageCase;
