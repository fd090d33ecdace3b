// Machine learning on a page: XNNPACK as WebAssembly, with a pool of blob workers for its threads. It uses half of
// the processors.
import { type HeavyCase, isolated } from '../../heavy-case.ts';

export default {
  title: 'Image classifier (tfjs, WebAssembly)',
  packages: ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-wasm'],
  kind: 'machine learning',
  host: 'video.localhost',
  threads: 1,
  headers: isolated,
  result: '0.060 0.034 0.011 0.361 0.089 0.132 0.016 0.083 0.045 0.169',
} satisfies HeavyCase;
