import { defineRule, type RuleCases, type RuleNotes } from '../../core/rules/define-rule.ts';

export default defineRule({
  family: 'randomx',
  status: 'nursery',
  level: 'suspected',
  weight: 30,
  when: {
    all: [
      { constants: 'blake2b' },
      { not: { constants: 'sha256-rounds' } },
      { feature: 'memoryPages', atLeast: 4096 },
      { feature: 'codeBytes', atMost: 100_000 },
      { feature: 'kernelSharePercent', atLeast: 10 },
    ],
  },
  why: 'A small module with BLAKE2b starts with {memoryPages} pages of memory (256 MiB are 4,096), as the cache of RandomX needs.',
});

export const notes: RuleNotes = {
  title: 'RandomX: looks like the builder of its 256 MiB cache',
  falsePositives: ['Argon2 built with a fixed memory of 256 MiB: password managers may do so.'],
  knownGaps: ['A memory that grows after the start is not seen.'],
  references: [
    'https://github.com/tevador/RandomX/blob/master/doc/specs.md',
    'https://github.com/Dequanjae/xmr-lan-miner',
  ],
  since: '0.1.0',
};

export const cases: RuleCases = {
  match: [
    {
      of: 'Dequanjae/xmr-lan-miner 69ff20cdb9, dataset',
      constants: ['blake2b'],
      codeBytes: 26011,
      kernelSharePercent: 23.3,
      memoryPages: 4098,
    },
  ],
  clean: [
    {
      of: 'argon2-browser 1.18.0: the same Argon2 in a memory that grows as needed',
      constants: ['blake2b'],
      codeBytes: 22891,
      kernelSharePercent: 13.9,
      memoryPages: 256,
    },
    {
      of: 'nanocurrency 2.5.0',
      constants: ['blake2b'],
      codeBytes: 13932,
      kernelSharePercent: 66.9,
      memoryPages: 256,
    },
  ],
};
