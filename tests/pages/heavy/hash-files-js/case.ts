// The hardest to tell from a miner in JavaScript: SHA-256, BLAKE2b and Keccak in three workers all the time.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'File digests in JavaScript in three workers (@noble/hashes)',
  packages: ['@noble/hashes'],
  kind: 'file hashing',
  host: 'demo.localhost',
  threads: 3,
  result: '133577ab74373735 8275255fd2529c58 f7d000534237ffb4',
} satisfies HeavyCase;
