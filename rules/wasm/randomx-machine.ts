import { defineRule, type RuleCases, type RuleNotes } from '../../core/rules/define-rule.ts';

export default defineRule({
  family: 'randomx',
  status: 'experimental',
  level: 'confirmed',
  weight: 90,
  when: {
    all: [
      { constants: 'randomx-keys' },
      { any: [{ constants: 'aes-table' }, { constants: 'aes-box' }] },
      { feature: 'codeBytes', atMost: 500_000 },
    ],
  },
  why: 'It carries the fixed AES keys of RandomX, which no other program needs, and is as small as a machine of RandomX alone ({codeBytes} bytes of code).',
});

export const notes: RuleNotes = {
  title: 'RandomX: the fixed part of the machine',
  falsePositives: ['A block explorer that verifies Monero blocks in the page.'],
  knownGaps: [
    'The programs that RandomX compiles while it runs carry no constants: only their number per second shows them.',
    'A coin that replaces the keys.',
  ],
  references: [
    'https://github.com/tevador/RandomX/blob/master/doc/specs.md',
    'https://github.com/Dequanjae/xmr-lan-miner',
  ],
  since: '0.1.0',
};

export const cases: RuleCases = {
  match: [
    {
      of: 'Dequanjae/xmr-lan-miner 913e2426f8, machine',
      constants: ['aes-table', 'blake2b', 'randomx-keys'],
      codeBytes: 23630,
      kernelSharePercent: 28.2,
      memoryPages: 33,
    },
    {
      of: 'Dequanjae/xmr-lan-miner 690de753be, machine with vector code',
      constants: ['aes-table', 'blake2b', 'randomx-keys'],
      codeBytes: 66975,
      kernelSharePercent: 3.1,
      memoryPages: 512,
    },
  ],
  clean: [
    {
      of: 'libsodium-sumo 0.8.4: AES table and BLAKE2b without the keys',
      constants: ['aes-table', 'aes-box', 'keccak', 'blake2b', 'sha256-rounds', 'sha512-rounds'],
      codeBytes: 240109,
      kernelSharePercent: 31.3,
      memoryPages: 64,
    },
    {
      of: 'argon2-browser 1.18.0',
      constants: ['blake2b'],
      codeBytes: 22891,
      kernelSharePercent: 13.9,
      memoryPages: 256,
    },
  ],
};
