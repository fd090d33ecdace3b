// Machine learning on the GPU: shaders that multiply and add all the time.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Image classifier on the GPU (tfjs, WebGL)',
  packages: ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-webgl'],
  kind: 'GPU compute',
  host: 'video.localhost',
  threads: 2,
  result: '0.06 0.03 0.01 0.36 0.09 0.13 0.02 0.08 0.05 0.17',
} satisfies HeavyCase;
