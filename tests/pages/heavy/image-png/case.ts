// A PNG optimiser in Rust, in two workers.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'PNG pictures in two workers (@jsquash/oxipng)',
  packages: ['@jsquash/oxipng'],
  kind: 'image codec',
  host: 'video.localhost',
  threads: 2,
  result: '87469 56d9e301b03700a5',
} satisfies HeavyCase;
