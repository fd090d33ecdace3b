// An image editor that exports AVIF: libaom with threads, each a worker of the package itself.
import { type HeavyCase, isolated } from '../../heavy-case.ts';

export default {
  title: 'AVIF pictures with threads (@jsquash/avif)',
  packages: ['@jsquash/avif'],
  kind: 'image codec',
  host: 'video.localhost',
  threads: 2,
  headers: isolated,
  result: '6091 ac20fe0d96dc077d',
} satisfies HeavyCase;
