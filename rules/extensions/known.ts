// Extensions that mine or pay for computing, by name and by the sites of their makers. Data only; why each stands here is in
// notes.ts. No ids: the stores took these down or give them new ones, and none could be proved (docs/deliberate-mining.md).
import type { KnownExtension } from '../../core/rules/extension-match.ts';

export const knownExtensions: readonly KnownExtension[] = [
  {
    extension: 'cryptotab',
    title: 'CryptoTab',
    names: [
      ...['cryptotab', 'crypto tab', 'cryptotab start', 'cryptotab browser', 'cryptotab farm'],
      ...['crypto tab start', 'crypto tab browser', 'crypto tab farm'],
    ],
    sites: ['cryptobrowser.site'],
  },
  {
    extension: 'coinhive',
    title: 'Coinhive',
    names: ['coinhive', 'coin hive', 'coinhive miner', 'coin hive miner'],
    sites: ['coinhive.com'],
  },
  {
    extension: 'coinimp',
    title: 'CoinIMP',
    names: ['coinimp', 'coin imp', 'coinimp miner'],
    sites: ['coinimp.com'],
  },
  {
    extension: 'cryptoloot',
    title: 'CryptoLoot',
    names: ['crypto loot', 'cryptoloot', 'crypto loot miner'],
    sites: ['crypto-loot.com'],
  },
  {
    extension: 'jsecoin',
    title: 'JSEcoin',
    names: ['jsecoin', 'jse coin', 'jsecoin miner'],
    sites: ['jsecoin.com'],
  },
];
