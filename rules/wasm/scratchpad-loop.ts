import { defineRule, type RuleCases, type RuleNotes } from '../../core/rules/define-rule.ts';

export default defineRule({
  family: 'unknown-scratchpad',
  status: 'nursery',
  level: 'suspected',
  weight: 30,
  when: { feature: 'scratchpadBits', atLeast: 20 },
  why: 'It loads, mixes and stores in a loop over a scratchpad of 2^{scratchpadBits} bytes, as memory-hard mining does.',
});

export const notes: RuleNotes = {
  title: 'A loop over a scratchpad of a megabyte or more',
  falsePositives: [
    'Emulators and databases that keep addresses within a power of two: none was met in 4,800 modules.',
  ],
  knownGaps: ['A mask that is computed.'],
  references: ['https://github.com/tevador/RandomX/blob/master/doc/specs.md'],
  since: '0.1.0',
};

export const cases: RuleCases = {
  match: [
    {
      of: 'Dequanjae/xmr-lan-miner, a program that RandomX compiled',
      constants: [],
      codeBytes: 10000,
      kernelSharePercent: 0,
      scratchpadBits: 21,
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
      of: 'made up: a table of 64 KiB behind a mask',
      constants: [],
      codeBytes: 50000,
      scratchpadBits: 16,
    },
  ],
};
