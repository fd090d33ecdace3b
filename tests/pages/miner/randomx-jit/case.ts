// A RandomX miner's way of working: no module of it proves anything, the stream of them does. Nothing is mined: the
// programs are of our own generator and their results go nowhere.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'RandomX-like programs compiled without end in two workers',
  host: 'mine.localhost',
  expect: {
    level: 'confirmed',
    incident: true,
    category: 'cryptojacking',
    evidence: ['detect/jit-stream', 'detect/work'],
    hashes: 'some',
    longestMs: 30_000,
  },
} satisfies PageCase;
