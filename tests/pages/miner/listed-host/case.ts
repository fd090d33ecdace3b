// A page that loads coinhive.com's script by name; the script itself is ours and only leaves a mark.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Loads the script of a listed mining host',
  host: 'video.localhost',
  expect: {
    level: 'confirmed',
    incident: true,
    category: 'cryptojacking',
    evidence: ['detect/listed-host'],
    hashes: 'none',
    longestMs: 5_000,
    result: 'the script was not loaded',
  },
  nativeResult: 'the script ran',
} satisfies PageCase;
