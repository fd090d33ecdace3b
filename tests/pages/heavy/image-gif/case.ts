// A GIF maker in plain JavaScript: colour quantisation in the workers of the package.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'GIF animation in workers (gif.js)',
  packages: ['gif.js'],
  kind: 'image codec',
  host: 'video.localhost',
  threads: 2,
  result: '251519 18215a04dfb4811e',
} satisfies HeavyCase;
