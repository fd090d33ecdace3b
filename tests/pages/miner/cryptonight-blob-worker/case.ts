// A classic worker from a blob that carries the whole miner; CoinHive's dialect.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'CryptoNight in a blob worker, CoinHive dialect',
  host: 'video.localhost',
  expect: {
    level: 'confirmed',
    incident: true,
    category: 'cryptojacking',
    evidence: ['detect/static-module'],
    hashes: 'none',
    longestMs: 5_000,
  },
} satisfies PageCase;
