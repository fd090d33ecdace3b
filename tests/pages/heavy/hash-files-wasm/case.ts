// An upload page that checks large files: SHA-256, BLAKE3 and SHA-3 in four workers, all in WebAssembly.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'File digests in four workers (hash-wasm)',
  packages: ['hash-wasm'],
  kind: 'file hashing',
  host: 'demo.localhost',
  threads: 4,
  result: '700817c4716a4430 7defd77c1da3d77e 7f7aa4fc7810ec1e',
} satisfies HeavyCase;
