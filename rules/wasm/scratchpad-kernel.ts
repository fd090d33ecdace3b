import { defineRule, type RuleCases, type RuleNotes } from '../../core/rules/define-rule.ts';

export default defineRule({
  family: 'cryptonight',
  status: 'experimental',
  level: 'confirmed',
  weight: 92,
  when: {
    all: [
      { feature: 'scratchpadBits', atLeast: 20 },
      { feature: 'kernelSharePercent', atLeast: 10 },
    ],
  },
  why: 'It mixes in a loop over a scratchpad of 2^{scratchpadBits} bytes, as only memory-hard mining does, and {kernelSharePercent} % of its code is hash kernel.',
});

export const notes: RuleNotes = {
  title: 'Memory-hard miner: a scratchpad of megabytes behind an address mask, and hash kernels',
  falsePositives: ['None is known: no module of 4,800 that are no miners has such a loop.'],
  knownGaps: [
    'A mask that is computed, or split into two constants.',
    'Argon2 and scrypt address their memory without a mask.',
  ],
  references: ['https://cryptonote.org/cns/cns008.txt', 'https://github.com/vusec/minesweeper'],
  since: '0.1.0',
};

export const cases: RuleCases = {
  match: [
    {
      of: 'vusec/minesweeper 718ae4d913: CryptoNight with its tables in another file',
      constants: [],
      codeBytes: 133064,
      kernelSharePercent: 59.5,
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
      of: 'Dequanjae/xmr-lan-miner 690de753, the machine of RandomX: another rule names it',
      constants: ['aes-table', 'blake2b', 'randomx-keys'],
      codeBytes: 66975,
      kernelSharePercent: 3.1,
      scratchpadBits: 21,
    },
  ],
};
