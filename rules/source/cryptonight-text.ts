import {
  defineSourceRule,
  type SourceRuleCases,
  type SourceRuleNotes,
} from '../../core/source/define-source-rule.ts';

export default defineSourceRule({
  kind: 'script',
  family: 'cryptonight',
  weight: 95,
  needs: [
    [2, 'groestl jh'],
    [1, 'skein aes-box'],
    [1, 'keccak aes-table'],
  ],
  unless: 'cubehash luffa shavite',
  mostChars: 1_500_000,
});

export const notes: SourceRuleNotes = {
  title: 'CryptoNight compiled to JavaScript (asm.js, wasm2js)',
  falsePositives: [
    'Wallets of CryptoNote coins compiled to asm.js: they are longer than the limit, or stopped.',
  ],
  knownGaps: ['Tables that lie in another file (an asm.js .mem file) or are computed at start.'],
  references: [
    'https://www.npmjs.com/package/turtlecoin-crypto',
    'https://cryptonote.org/standards/',
  ],
  since: '0.2.0',
};

export const cases: SourceRuleCases = {
  match: [
    {
      of: 'turtlecoin-crypto 6.0.4 dist/turtlecoin-crypto.js',
      sizeChars: 887_840,
      constants: ['aes-table', 'aes-box', 'groestl', 'jh', 'skein', 'keccak'],
    },
  ],
  clean: [
    {
      of: '@dashevo/x11-hash-js 1.0.2 dist/x11-hash.js: more hash functions, which is X11',
      sizeChars: 310_495,
      constants: ['aes-table', 'groestl', 'jh', 'keccak', 'cubehash', 'luffa', 'skein-parity'],
    },
    {
      of: 'a wallet of several megabytes with the same tables',
      sizeChars: 3_000_000,
      constants: ['aes-table', 'aes-box', 'groestl', 'jh', 'skein', 'keccak'],
    },
  ],
};
