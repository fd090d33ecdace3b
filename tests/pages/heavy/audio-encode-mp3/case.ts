// A voice recorder that converts recordings: LAME as a WebAssembly module.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'MP3 audio in two workers (wasm-media-encoders)',
  packages: ['wasm-media-encoders'],
  kind: 'audio encode',
  host: 'video.localhost',
  threads: 2,
  result: '240744 db0fbba6aa31bcea',
} satisfies HeavyCase;
