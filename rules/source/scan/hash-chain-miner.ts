import {
  defineSourceRule,
  type SourceRuleCases,
  type SourceRuleNotes,
} from '../../../core/source/define-source-rule.ts';

export default defineSourceRule({
  kind: 'script',
  family: 'x11',
  weight: 90,
  needs: [
    [4, 'cubehash luffa shavite groestl jh'],
    [1, 'mining-talk'],
  ],
});

export const notes: SourceRuleNotes = {
  title: 'X11 with a pool client in the same script',
  falsePositives: ['A full node of Dash in one script, with its mining calls.'],
  knownGaps: [
    'A client whose names are obfuscated or that lies in another file: then it is only watched.',
  ],
  references: [
    'https://www.npmjs.com/package/@dashevo/x11-hash-js',
    'https://reference.cash/mining/stratum-protocol',
  ],
  since: '0.2.0',
};

export const cases: SourceRuleCases = {
  match: [
    {
      of: 'the page case miner/x11-worker',
      sizeChars: 121000,
      constants: ['groestl', 'jh', 'cubehash', 'luffa', 'shavite'],
      words: ['jobid', 'mining.notify', 'nonce', 'mining-talk'],
    },
  ],
  clean: [
    {
      of: '@dashevo/x11-hash-js 1.0.2 dist/x11-hash.js: the library alone',
      sizeChars: 310495,
      constants: ['groestl', 'jh', 'cubehash', 'luffa', 'shavite'],
      words: ['nonce'],
    },
    {
      of: 'ohac/wasmminer js/miner.js: a client alone',
      sizeChars: 9136,
      constants: [],
      words: ['coinb1', 'mining.notify', 'mining.submit', 'nonce', 'prevhash', 'mining-talk'],
    },
  ],
};
