import {
  defineSourceRule,
  type SourceRuleCases,
  type SourceRuleNotes,
} from '../../../core/source/define-source-rule.ts';

export default defineSourceRule({
  kind: 'script',
  family: 'miner-client',
  weight: 30,
  needs: [[1, 'mining-talk']],
});

export const notes: SourceRuleNotes = {
  title: 'A script that speaks like a mining client',
  falsePositives: [
    'Wallets that can ask their node to mine, and pages that show a pool: they are only watched.',
  ],
  knownGaps: ['Obfuscated names.'],
  references: [
    'https://github.com/JayWalker512/CryptoNoter',
    'https://github.com/notgiven688/webminerpool',
  ],
  since: '0.2.0',
};

export const cases: SourceRuleCases = {
  match: [
    {
      of: 'JayWalker512/CryptoNoter web/processor.js',
      sizeChars: 18850,
      constants: [],
      words: [
        'acceptedhashes',
        'cryptonight',
        'cryptonoter',
        'exclusivetab',
        'hashaccepted',
        'hashespersecond',
        'jobid',
        'nonce',
        'totalhashes',
        'mining-talk',
      ],
    },
    {
      of: 'notgiven688/webminerpool SDK/miner_raw/miner/worker.js',
      sizeChars: 2704,
      constants: [],
      words: ['cryptonight', 'jobid', 'nonce', 'mining-talk'],
    },
  ],
  clean: [
    {
      of: 'a page with a CSP nonce',
      sizeChars: 50000,
      constants: [],
      words: ['nonce'],
    },
    {
      of: 'three 0.187.0: rocks have strata',
      sizeChars: 2390925,
      constants: [],
      words: ['stratum'],
    },
  ],
};
