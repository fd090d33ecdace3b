import { defineRule, type RuleCases, type RuleNotes } from '../../core/rules/define-rule.ts';

export default defineRule({
  family: 'cryptonight',
  status: 'stable',
  level: 'suspected',
  weight: 30,
  when: {
    all: [
      { constants: 'groestl' },
      { any: [{ constants: 'jh' }, { constants: 'skein' }] },
      { not: { constants: 'sha512-rounds' } },
      {
        any: [
          { feature: 'kernelSharePercent', atMost: 9.9 },
          { not: { constants: 'jh' } },
          { not: { any: [{ constants: 'aes-table' }, { constants: 'aes-box' }] } },
        ],
      },
    ],
  },
  why: 'It carries tables of CryptoNight, but only {kernelSharePercent} % of its code is hash kernel, as in a wallet: it may run and is watched.',
});

export const notes: RuleNotes = {
  title: 'CryptoNight inside a larger program',
  falsePositives: ['Monero wallets: they derive the key of the wallet file with CryptoNight.'],
  knownGaps: ['A miner hidden in a wallet is told apart only by what it does.'],
  references: [
    'https://www.npmjs.com/package/monero-ts',
    'https://www.npmjs.com/package/monero-javascript',
  ],
  since: '0.1.0',
};

export const cases: RuleCases = {
  match: [
    {
      of: 'monero-ts 0.11.15',
      constants: ['aes-table', 'groestl', 'jh', 'skein'],
      codeBytes: 5014294,
      kernelSharePercent: 0.1,
    },
  ],
  clean: [
    {
      of: 'turtlecoin-crypto 6.0.4: mostly kernel, which another rule confirms',
      constants: ['aes-table', 'aes-box', 'groestl', 'jh', 'skein', 'keccak', 'blake2b'],
      codeBytes: 267873,
      kernelSharePercent: 33.1,
    },
    {
      of: '7z-wasm 1.2.0',
      constants: ['aes-box', 'keccak', 'blake2b', 'sha256-rounds', 'sha512-rounds'],
      codeBytes: 1535205,
      kernelSharePercent: 1.8,
    },
  ],
};
