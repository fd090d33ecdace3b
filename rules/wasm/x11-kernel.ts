import { defineRule, type RuleCases, type RuleNotes } from '../../core/rules/define-rule.ts';

export default defineRule({
  family: 'hash-chain',
  status: 'experimental',
  level: 'confirmed',
  weight: 96,
  when: {
    all: [
      { any: [{ constants: 'cubehash' }, { constants: 'luffa' }] },
      { any: [{ constants: 'shavite' }, { constants: 'groestl' }] },
      { any: [{ constants: 'skein' }, { constants: 'jh' }, { mixers: 'skein' }] },
      { feature: 'kernelSharePercent', atLeast: 10 },
    ],
  },
  why: 'It joins hashes that lost the SHA-3 competition (CubeHash or Luffa, Groestl or SHAvite, Skein or JH), as only miners of hash chains do, and {kernelSharePercent} % of its code is hash kernel.',
});

export const notes: RuleNotes = {
  title: 'Miner of the X11 kind: a chain of SHA-3 candidates',
  falsePositives: ['A library of all SHA-3 candidates, if one exists as a single module.'],
  knownGaps: ['Chains whose start values are computed.'],
  references: [
    'https://github.com/MarcoCiaramella/minotaurx-web',
    'https://www.npmjs.com/package/@trivechain/x16r-hash-js',
  ],
  since: '0.1.0',
};

export const cases: RuleCases = {
  match: [
    {
      of: 'MarcoCiaramella/minotaurx-web 891969d7',
      constants: [
        'aes-table',
        'blake2b',
        'cubehash',
        'groestl',
        'jh',
        'keccak',
        'luffa',
        'sha256-rounds',
        'sha512-rounds',
        'shavite',
        'skein',
      ],
      mixers: ['keccak', 'skein'],
      codeBytes: 270890,
      kernelSharePercent: 91,
    },
  ],
  clean: [
    {
      of: 'libsodium-sumo 0.8.4: much kernel of many hashes, without a scratchpad',
      constants: ['aes-table', 'aes-box', 'keccak', 'blake2b', 'sha256-rounds', 'sha512-rounds'],
      mixers: ['salsa', 'sha256', 'sha512', 'blake2b'],
      codeBytes: 240109,
      kernelSharePercent: 31.3,
      hotStretchPercent: 37.8,
      nonceLoops: 172,
    },
    {
      of: 'monero-ts 0.11.15: a wallet',
      constants: ['aes-table', 'groestl', 'jh', 'skein'],
      mixers: ['sha512', 'keccak'],
      codeBytes: 5014294,
      kernelSharePercent: 0.1,
      nonceLoops: 1,
    },
  ],
};
