// The same codec as plain JavaScript: integer and float loops without any WebAssembly.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'MP3 audio in JavaScript (lamejs)',
  packages: ['lamejs'],
  kind: 'audio encode',
  host: 'video.localhost',
  threads: 1,
  result: '160496 ad3235c0fcefb7d6',
} satisfies HeavyCase;
