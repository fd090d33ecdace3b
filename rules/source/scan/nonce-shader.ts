import {
  defineSourceRule,
  type SourceRuleCases,
  type SourceRuleNotes,
} from '../../../core/source/define-source-rule.ts';

export default defineSourceRule({
  kind: 'shader',
  family: 'proof-of-work',
  weight: 30,
  needs: [[1, 'nonce']],
});

export const notes: SourceRuleNotes = {
  title: 'A shader that counts a nonce',
  falsePositives: [
    'Wallets of Nano, which prove work for a payment; captchas that compute on the graphics processor.',
  ],
  knownGaps: ['The same shader with other names, without a block header of 80 bytes.'],
  references: [
    'https://github.com/akku1139/duco-webgpu-miner',
    'https://github.com/rickyars/webetc',
  ],
  since: '0.2.0',
};

export const cases: SourceRuleCases = {
  match: [
    {
      of: 'akku1139/duco-webgpu-miner src/miner/gpu/shaders/duco.wgsl',
      sizeChars: 3205,
      constants: ['sha1'],
      words: ['nonce', 'target'],
    },
  ],
  clean: [
    {
      of: 'a checksum of a file on the graphics processor',
      sizeChars: 4000,
      constants: ['sha256-rounds', 'sha256-start'],
      words: [],
    },
    { of: 'three 0.187.0: a render target', sizeChars: 3000, constants: [], words: ['target'] },
  ],
};
