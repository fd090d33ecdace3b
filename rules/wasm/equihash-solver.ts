import { defineRule, type RuleCases, type RuleNotes } from '../../core/rules/define-rule.ts';

export default defineRule({
  family: 'equihash',
  status: 'experimental',
  level: 'confirmed',
  weight: 90,
  when: {
    all: [
      { constants: 'zcash' },
      { constants: 'blake2b' },
      { feature: 'kernelSharePercent', atLeast: 20 },
    ],
  },
  why: 'It carries BLAKE2b with the mark of Equihash proofs (ZcashPoW), and {kernelSharePercent} % of its code is hash kernel: it solves, it does not only check.',
});

export const notes: RuleNotes = {
  title: 'Equihash solver',
  falsePositives: ['A stand-alone verifier of Equihash blocks.'],
  knownGaps: ['Coins that replaced the personalisation of the hash.'],
  references: [
    'https://zips.z.cash/protocol/protocol.pdf',
    'https://github.com/hellcatz/hushwebminer',
  ],
  since: '0.1.0',
};

export const cases: RuleCases = {
  match: [
    {
      of: 'hellcatz/hushwebminer 0279ceb9',
      constants: ['blake2b', 'sha256-rounds', 'zcash'],
      mixers: ['blake2b', 'sha256'],
      codeBytes: 35700,
      kernelSharePercent: 39.7,
      memoryPages: 4096,
    },
  ],
  clean: [
    {
      of: 'made up, a wallet that verifies: the same mark in a large program',
      constants: ['blake2b', 'sha256-rounds', 'zcash'],
      codeBytes: 4000000,
      kernelSharePercent: 2,
    },
    {
      of: 'nanocurrency 2.5.0',
      constants: ['blake2b'],
      mixers: ['blake2b'],
      codeBytes: 13932,
      kernelSharePercent: 66.9,
    },
  ],
};
