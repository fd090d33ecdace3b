import { defineRule, type RuleCases, type RuleNotes } from '../../core/rules/define-rule.ts';

export default defineRule({
  family: 'hash-chain',
  status: 'experimental',
  level: 'confirmed',
  weight: 96,
  when: {
    all: [
      { constants: 'groestl' },
      { constants: 'skein' },
      { constants: 'keccak' },
      { constants: 'sha512-rounds' },
      { any: [{ constants: 'aes-table' }, { constants: 'aes-box' }] },
      { feature: 'kernelSharePercent', atLeast: 10 },
    ],
  },
  why: 'It carries the tables of Groestl, Skein, Keccak, SHA-512 and AES together, as only miners of chained hashes do, and {kernelSharePercent} % of its code is hash kernel.',
});

export const notes: RuleNotes = {
  title: 'Chained-hash miner (X11, X16R, GhostRider): the module is mostly hash kernel',
  falsePositives: ['A library of all SHA-3 candidates, if one exists as a single module.'],
  knownGaps: ['Measured on one module of its family. X11 without SHA-512 is not covered.'],
  references: [
    'https://github.com/MarcoCiaramella/cpu-web-miner',
    'https://ravencoin.org/assets/documents/X16R-Whitepaper.pdf',
  ],
  since: '0.1.0',
};

export const cases: RuleCases = {
  match: [
    {
      of: 'MarcoCiaramella/cpu-web-miner 8caecc84cf (GhostRider, MinotaurX)',
      constants: [
        'aes-table',
        'aes-box',
        'groestl',
        'jh',
        'skein',
        'keccak',
        'blake2b',
        'sha256-rounds',
        'sha512-rounds',
      ],
      codeBytes: 330892,
      kernelSharePercent: 73.1,
    },
  ],
  clean: [
    {
      of: 'libsodium-sumo 0.8.4: AES, Keccak and SHA-512, but no SHA-3 loser',
      constants: ['aes-table', 'aes-box', 'keccak', 'blake2b', 'sha256-rounds', 'sha512-rounds'],
      codeBytes: 240109,
      kernelSharePercent: 31.3,
    },
    {
      of: 'hash-wasm 4.13.0, SHA-512',
      constants: ['blake2b', 'sha256-rounds', 'sha512-rounds'],
      codeBytes: 13523,
      kernelSharePercent: 82.1,
    },
  ],
};
