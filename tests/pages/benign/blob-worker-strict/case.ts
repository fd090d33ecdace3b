// A blob worker whose first line is a directive and whose URL lives for one tick.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Strict blob worker, revoked URL, error report',
  host: 'video.localhost',
  expect: {
    level: 'clear',
    incident: false,
    evidence: [],
    hashes: 'none',
    longestMs: 60_000,
    result: 'true blob: 42; Uncaught RangeError: on purpose at line 3',
  },
} satisfies PageCase;
