// A search for duplicates: a fast hash in a very small module.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Duplicate files in two workers (xxhash-wasm)',
  packages: ['xxhash-wasm'],
  kind: 'file hashing',
  host: 'demo.localhost',
  threads: 2,
  result: '41806602342e3a35',
} satisfies HeavyCase;
