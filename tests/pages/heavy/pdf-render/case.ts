// A document viewer: a whole PDF engine in a worker.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'PDF pages in a worker (mupdf)',
  packages: ['mupdf'],
  kind: 'PDF',
  host: 'bank.localhost',
  threads: 1,
  result: 'c5946681bc103815 666c21e605a5f7e6',
} satisfies HeavyCase;
