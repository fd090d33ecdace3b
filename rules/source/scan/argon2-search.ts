import {
  defineSourceRule,
  type SourceRuleCases,
  type SourceRuleNotes,
} from '../../../core/source/define-source-rule.ts';

export default defineSourceRule({
  kind: 'script',
  family: 'argon2',
  weight: 30,
  needs: [[2, 'blake2b argon2target']],
});

export const notes: SourceRuleNotes = {
  title: 'A search for a number whose Argon2 hash lies below a target',
  falsePositives: ['Wallets of Nimiq, which check blocks with the same code.'],
  knownGaps: ['The same code with other names.'],
  references: ['https://www.npmjs.com/package/@nimiq/core-web'],
  since: '0.2.0',
};

export const cases: SourceRuleCases = {
  match: [
    {
      of: '@nimiq/core-web 1.6.4 worker-js.js',
      sizeChars: 669458,
      constants: ['blake2b', 'sha256-rounds', 'sha512-rounds', 'sha256-start'],
      words: ['argon2target'],
    },
  ],
  clean: [
    {
      of: 'argon2-browser 1.18.0: a password hash',
      sizeChars: 45921,
      constants: ['blake2b'],
      words: [],
    },
    {
      of: '@nimiq/core-web 1.6.4 worker.js: names without the code',
      sizeChars: 118968,
      constants: [],
      words: ['argon2target', 'nonce', 'startmining'],
    },
  ],
};
