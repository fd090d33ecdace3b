import { defineRule, type RuleCases, type RuleNotes } from '../../core/rules/define-rule.ts';

export default defineRule({
  family: 'cryptonight',
  status: 'stable',
  level: 'confirmed',
  weight: 95,
  when: {
    all: [
      { constants: 'jh' },
      { constants: 'groestl' },
      { any: [{ constants: 'aes-table' }, { constants: 'aes-box' }] },
      { feature: 'kernelSharePercent', atLeast: 10 },
    ],
  },
  why: 'It carries the JH, Groestl and AES tables that only CryptoNight joins, and {kernelSharePercent} % of its code is hash kernel: it does little else.',
});

export const notes: RuleNotes = {
  title: 'CryptoNight miner: the module is mostly hash kernel',
  falsePositives: [
    'A page that verifies CryptoNight blocks with a stand-alone hash module, such as a pool statistics page.',
  ],
  knownGaps: [
    'Tables computed at run time, or fetched apart from the module.',
    'Padding with three times as much other code lowers the share: the module is then suspected, not confirmed.',
  ],
  references: [
    'https://cryptonote.org/cns/cns008.txt',
    'https://www.npmjs.com/package/turtlecoin-crypto',
    'https://github.com/vusec/minesweeper',
  ],
  since: '0.1.0',
};

export const cases: RuleCases = {
  match: [
    {
      of: 'turtlecoin-crypto 6.0.4',
      constants: ['aes-table', 'aes-box', 'groestl', 'jh', 'skein', 'keccak', 'blake2b'],
      codeBytes: 267873,
      kernelSharePercent: 33.1,
    },
    {
      of: 'vusec/minesweeper 3f5961a80d',
      constants: ['aes-table', 'aes-box', 'groestl', 'jh', 'skein', 'keccak'],
      codeBytes: 53011,
      kernelSharePercent: 61.5,
    },
  ],
  clean: [
    {
      of: 'monero-javascript 0.8.4, keys-only wallet: the same kernel in a large program',
      constants: ['aes-table', 'aes-box', 'groestl', 'jh', 'skein', 'keccak'],
      codeBytes: 769531,
      kernelSharePercent: 1.4,
    },
    {
      of: 'libsodium-sumo 0.8.4: much kernel, but another family',
      constants: ['aes-table', 'aes-box', 'keccak', 'blake2b', 'sha256-rounds', 'sha512-rounds'],
      codeBytes: 240109,
      kernelSharePercent: 31.3,
    },
  ],
};
