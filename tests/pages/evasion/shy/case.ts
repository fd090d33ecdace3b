// It mines only while nobody looks: while its tab is hidden and no developer tools take room from the page.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Only while its tab is hidden',
  host: 'mine.localhost',
  expect: {
    level: 'confirmed',
    incident: true,
    evidence: ['detect/work', 'detect/pool-dialogue'],
    hashes: 'some',
    longestMs: 120_000,
  },
  slow: true,
  hidden: true,
} satisfies PageCase;
