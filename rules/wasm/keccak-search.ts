import { defineRule, type RuleCases, type RuleNotes } from '../../core/rules/define-rule.ts';

export default defineRule({
  family: 'keccak',
  status: 'nursery',
  level: 'suspected',
  weight: 30,
  when: {
    all: [
      { constants: 'keccak' },
      { mixers: 'keccak' },
      { not: { constants: 'groestl' } },
      { feature: 'nonceLoops', atLeast: 8 },
      { feature: 'codeBytes', atMost: 100_000 },
    ],
  },
  why: 'Keccak in a small module ({codeBytes} bytes of code), called from {nonceLoops} loops.',
});

export const notes: RuleNotes = {
  title: 'A search around Keccak',
  falsePositives: ['A library of Keccak with signatures and little else.'],
  knownGaps: ['A single loop around the hash is usual and not seen as a search.'],
  references: ['https://github.com/jacklevin74/bestxen-web-miner'],
  since: '0.1.0',
};

export const cases: RuleCases = {
  match: [
    {
      of: 'jacklevin74/bestxen-web-miner 87a4608d',
      constants: ['keccak'],
      mixers: ['keccak', 'sha512'],
      codeBytes: 31916,
      kernelSharePercent: 6,
      nonceLoops: 18,
    },
  ],
  clean: [
    {
      of: 'bytecodealliance/sightglass, Keccak alone',
      constants: ['keccak'],
      mixers: ['keccak', 'sha512'],
      codeBytes: 20002,
      kernelSharePercent: 96.9,
      nonceLoops: 1,
    },
    {
      of: 'hash-wasm 4.13.0, Keccak',
      constants: ['keccak'],
      mixers: ['keccak'],
      codeBytes: 3500,
      kernelSharePercent: 60,
      nonceLoops: 0,
    },
  ],
};
