// Somebody opens the site of a mining pool on purpose: logged, not blocked, until a policy says otherwise.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Opens the site of a mining pool',
  host: 'moneroocean.stream',
  expect: {
    level: 'confirmed',
    incident: true,
    category: 'deliberate-mining',
    evidence: ['detect/listed-host'],
    hashes: 'none',
    longestMs: 5_000,
    result: 'the page of a mining pool was opened',
  },
} satisfies PageCase;
