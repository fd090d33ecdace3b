// A lesson on machine learning: gradients in plain JavaScript.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Training in JavaScript (tfjs, CPU)',
  packages: ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-cpu'],
  kind: 'machine learning',
  host: 'demo.localhost',
  threads: 1,
  result: 'loss 0.083',
} satisfies HeavyCase;
