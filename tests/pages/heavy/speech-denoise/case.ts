// A video call: a small neural network over every ten milliseconds of sound.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'A call without noise (@jitsi/rnnoise-wasm)',
  packages: ['@jitsi/rnnoise-wasm'],
  kind: 'audio processing',
  host: 'video.localhost',
  threads: 1,
  result: 'left 3803',
} satisfies HeavyCase;
