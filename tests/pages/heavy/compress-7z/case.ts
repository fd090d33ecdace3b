// 7-Zip carries AES, SHA-256, SHA-3 and BLAKE2 beside its compressor.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: '7-Zip archives in a worker (7z-wasm)',
  packages: ['7z-wasm'],
  kind: 'compression',
  host: 'video.localhost',
  threads: 1,
  result: '2097152 38716a8a007eb184',
} satisfies HeavyCase;
