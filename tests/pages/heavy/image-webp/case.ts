// A batch converter: libwebp with SIMD in two workers.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'WebP pictures in two workers (@jsquash/webp)',
  packages: ['@jsquash/webp'],
  kind: 'image codec',
  host: 'video.localhost',
  threads: 2,
  result: '12574 f80d5ce2b140fd03',
} satisfies HeavyCase;
