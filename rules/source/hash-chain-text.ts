import {
  defineSourceRule,
  type SourceRuleCases,
  type SourceRuleNotes,
} from '../../core/source/define-source-rule.ts';

export default defineSourceRule({
  kind: 'script',
  family: 'hash-chain',
  weight: 30,
  needs: [[2, 'cubehash luffa shavite groestl jh']],
});

export const notes: SourceRuleNotes = {
  title: 'Several of the hash functions that only proof of work joins, as text',
  falsePositives: [
    'Wallets of Dash, which check block headers with X11, and of CryptoNote coins as asm.js.',
  ],
  knownGaps: ['A chain of which the functions lie in several files.'],
  references: [
    'https://www.npmjs.com/package/@dashevo/x11-hash-js',
    'https://docs.dash.org/en/stable/docs/user/introduction/features.html',
  ],
  since: '0.2.0',
};

export const cases: SourceRuleCases = {
  match: [
    {
      of: '@dashevo/x11-hash-js 1.0.2 dist/x11-hash.js',
      sizeChars: 310495,
      constants: [
        'aes-table',
        'groestl',
        'jh',
        'keccak',
        'blake2b',
        'cubehash',
        'luffa',
        'shavite',
      ],
      words: [],
    },
    {
      of: 'turtlecoin-crypto 6.0.4 dist/turtlecoin-crypto.js, its numbers written as sums',
      sizeChars: 3286301,
      constants: ['groestl', 'jh'],
      words: [],
    },
  ],
  clean: [
    {
      of: '@dashevo/x11-hash-js 1.0.2 lib/groestl.js: one of them',
      sizeChars: 92582,
      constants: ['groestl'],
      words: [],
    },
    {
      of: 'crypto-js 4.2.0 crypto-js.js: hash functions that everybody has',
      sizeChars: 219091,
      constants: ['blake2b', 'sha256-rounds', 'sha512-rounds'],
      words: [],
    },
  ],
};
