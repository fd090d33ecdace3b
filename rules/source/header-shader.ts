import {
  defineSourceRule,
  type SourceRuleCases,
  type SourceRuleNotes,
} from '../../core/source/define-source-rule.ts';

export default defineSourceRule({
  kind: 'shader',
  family: 'sha256d',
  weight: 90,
  needs: [[2, 'sha256-rounds header-80']],
});

export const notes: SourceRuleNotes = {
  title: 'A shader that hashes block headers of 80 bytes with SHA-256',
  falsePositives: [
    'None known: nothing but a header of a Bitcoin-like coin is hashed as 640 bits on a graphics processor.',
  ],
  knownGaps: ['A header whose second half was padded before the shader gets it.'],
  references: [
    'https://github.com/pRizz/open-bitcoin-web-miner',
    'https://developer.bitcoin.org/reference/block_chain.html#block-headers',
  ],
  since: '0.2.0',
};

export const cases: SourceRuleCases = {
  match: [
    {
      of: 'pRizz/open-bitcoin-web-miner src/workers/webgpuShader.ts',
      sizeChars: 17619,
      constants: ['sha256-rounds', 'sha256-start', 'header-80'],
      words: ['nonce'],
    },
  ],
  clean: [
    {
      of: 'a checksum of a file on the graphics processor',
      sizeChars: 4000,
      constants: ['sha256-rounds', 'sha256-start'],
      words: ['target'],
    },
    {
      of: 'KeningZhang1009/webgpu-miner sha256.wgsl: SHA-256 alone',
      sizeChars: 3639,
      constants: ['sha256-rounds', 'sha256-start'],
      words: [],
    },
  ],
};
