import { defineRule, type RuleCases, type RuleNotes } from '../../core/rules/define-rule.ts';

export default defineRule({
  family: 'yespower',
  status: 'nursery',
  level: 'suspected',
  weight: 40,
  when: {
    all: [
      { mixers: 'salsa' },
      { constants: 'sha256-rounds' },
      { not: { constants: 'blake2b' } },
      { feature: 'kernelSharePercent', atLeast: 30 },
      { feature: 'nonceLoops', atLeast: 16 },
    ],
  },
  why: 'Salsa20 and SHA-256, the parts of scrypt, yescrypt and yespower, are {kernelSharePercent} % of its code and are called from {nonceLoops} loops.',
});

export const notes: RuleNotes = {
  title: 'yespower, yescrypt or scrypt with a search around it',
  falsePositives: ['A library of scrypt alone with several loops around it.'],
  knownGaps: ['A module of the hash alone, driven by JavaScript.'],
  references: [
    'https://www.openwall.com/yespower/',
    'https://github.com/tuananh19961/yespower-web',
  ],
  since: '0.1.0',
};

export const cases: RuleCases = {
  match: [
    {
      of: 'tuananh19961/yespower-web 3ba97648',
      constants: ['sha256-rounds'],
      mixers: ['salsa', 'sha256'],
      codeBytes: 46678,
      kernelSharePercent: 54.2,
      nonceLoops: 21,
    },
    {
      of: 'ohac/wasmminer 0f0794d2 (yescrypt)',
      constants: ['sha256-rounds'],
      mixers: ['salsa', 'sha256'],
      codeBytes: 68970,
      kernelSharePercent: 34,
      nonceLoops: 20,
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
      of: 'bytecodealliance/sightglass, scrypt of libsodium',
      constants: ['sha256-rounds'],
      mixers: ['chacha', 'salsa', 'sha256'],
      codeBytes: 48568,
      kernelSharePercent: 33.2,
      nonceLoops: 12,
    },
  ],
};
