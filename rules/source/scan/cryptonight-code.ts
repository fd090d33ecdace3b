import {
  defineSourceRule,
  type SourceRuleCases,
  type SourceRuleNotes,
} from '../../../core/source/define-source-rule.ts';

export default defineSourceRule({
  kind: 'script',
  family: 'cryptonight',
  weight: 30,
  needs: [[3, 'skein-parity blake256 cryptonight-mask sha256-start groestl jh']],
});

export const notes: SourceRuleNotes = {
  title: 'Numbers of CryptoNight in code, its tables elsewhere',
  falsePositives: ['Libraries of X11, which has the same hash functions: they are only watched.'],
  knownGaps: ['Code in which even these numbers are computed.'],
  references: [
    'https://cryptonote.org/standards/',
    'https://github.com/andrehrferreira/cryptonight-hash',
  ],
  since: '0.2.0',
};

export const cases: SourceRuleCases = {
  match: [
    {
      of: 'andrehrferreira/cryptonight-hash cryptonight.asm.js',
      sizeChars: 2386907,
      constants: ['sha256-start', 'blake256', 'skein-parity'],
      words: ['cryptonight'],
    },
    {
      of: 'turtlecoin-crypto 6.0.4 dist/turtlecoin-crypto.js',
      sizeChars: 887840,
      constants: ['groestl', 'jh', 'sha256-start', 'blake256', 'skein-parity'],
      words: [],
    },
  ],
  clean: [
    {
      of: 'codefrom/cryptonight-js lib/blake256.js: one hash of four',
      sizeChars: 6840,
      constants: ['sha256-start', 'blake256'],
      words: [],
    },
    {
      of: 'crypto-js 4.2.0 crypto-js.js: SHA-2 and Blowfish',
      sizeChars: 219091,
      constants: [
        'blake2b',
        'sha256-rounds',
        'sha512-rounds',
        'sha1',
        'sha256-start',
        'blake256',
        'header-80',
      ],
      words: [],
    },
  ],
};
