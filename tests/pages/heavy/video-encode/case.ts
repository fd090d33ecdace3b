// A screen recorder that exports clips: the encoder is a WebAssembly module inside a script.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'H.264 video in two workers (h264-mp4-encoder)',
  packages: ['h264-mp4-encoder'],
  kind: 'video encode',
  host: 'video.localhost',
  threads: 2,
  result: '17470 16475 d28cffa0ef48fb6b',
} satisfies HeavyCase;
