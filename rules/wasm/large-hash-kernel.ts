import { defineRule, type RuleCases, type RuleNotes } from '../../core/rules/define-rule.ts';

export default defineRule({
  family: 'unknown-kernel',
  status: 'nursery',
  level: 'suspected',
  weight: 30,
  when: {
    all: [
      { feature: 'codeBytes', atLeast: 50_000 },
      { feature: 'kernelSharePercent', atLeast: 45 },
    ],
  },
  why: '{kernelSharePercent} % of its {codeBytes} bytes of code work like a hash: several hashes together and little else. Miners whose tables are fetched apart look like this.',
});

export const notes: RuleNotes = {
  title: 'A large module that is mostly hash kernel, without known tables',
  falsePositives: ['A library of many hashes as one module with nothing around them.'],
  knownGaps: ['Miners of a single hash are smaller than this and look like any password hash.'],
  references: ['https://github.com/vusec/minesweeper'],
  since: '0.1.0',
};

export const cases: RuleCases = {
  match: [
    {
      of: 'vusec/minesweeper 718ae4d913: CryptoNight with its tables in another file',
      constants: [],
      codeBytes: 133064,
      kernelSharePercent: 59.5,
      memoryPages: 1024,
    },
  ],
  clean: [
    {
      of: 'libsodium-sumo 0.8.4: the largest share among large libraries',
      constants: ['aes-table', 'aes-box', 'keccak', 'blake2b', 'sha256-rounds', 'sha512-rounds'],
      codeBytes: 240109,
      kernelSharePercent: 31.3,
    },
    {
      of: 'hash-wasm 4.13.0, SHA-256: all kernel, but small',
      constants: ['sha256-rounds'],
      codeBytes: 9337,
      kernelSharePercent: 92.4,
    },
  ],
};
