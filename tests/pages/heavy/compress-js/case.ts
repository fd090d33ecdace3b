// A download as ZIP: Deflate in plain JavaScript, in workers that the package makes from its own text.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'ZIP files in JavaScript (fflate)',
  packages: ['fflate'],
  kind: 'compression',
  host: 'video.localhost',
  threads: 6,
  result: '3090334 823d8044ebaefe99',
} satisfies HeavyCase;
