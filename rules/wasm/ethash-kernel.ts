import { defineRule, type RuleCases, type RuleNotes } from '../../core/rules/define-rule.ts';

export default defineRule({
  family: 'ethash',
  status: 'nursery',
  level: 'suspected',
  weight: 30,
  when: {
    all: [
      { constants: 'fnv' },
      { constants: 'keccak' },
      { not: { constants: 'groestl' } },
      { feature: 'nonceLoops', atLeast: 1 },
      { feature: 'kernelSharePercent', atLeast: 2 },
    ],
  },
  why: 'Keccak and the FNV prime together are the parts of Ethash; {nonceLoops} loops drive its hash kernels.',
});

export const notes: RuleNotes = {
  title: 'Ethash: Keccak and FNV driven by a loop',
  falsePositives: ['A program in Go with Keccak: its hash maps can use FNV.'],
  knownGaps: ['Only three modules are known.'],
  references: [
    'https://ethereum.org/developers/docs/consensus-mechanisms/pow/mining/mining-algorithms/ethash/',
    'https://github.com/Rachel-Hu/wasm-miner',
  ],
  since: '0.1.0',
};

export const cases: RuleCases = {
  match: [
    {
      of: 'Rachel-Hu/wasm-miner f01cac88',
      constants: ['fnv', 'keccak'],
      codeBytes: 198332,
      kernelSharePercent: 7.9,
      nonceLoops: 3,
    },
  ],
  clean: [
    {
      of: 'monero-ts 0.11.15: a wallet',
      constants: ['aes-table', 'groestl', 'jh', 'skein'],
      mixers: ['sha512', 'keccak'],
      codeBytes: 5014294,
      kernelSharePercent: 0.1,
      nonceLoops: 1,
    },
    {
      of: 'made up: a program with FNV and Keccak but no loop around them',
      constants: ['fnv', 'keccak'],
      codeBytes: 900000,
      kernelSharePercent: 3,
    },
  ],
};
