import {
  defineSourceRule,
  type SourceRuleCases,
  type SourceRuleNotes,
} from '../../core/source/define-source-rule.ts';

export default defineSourceRule({
  kind: 'shader',
  family: 'ethash',
  weight: 90,
  needs: [[2, 'keccak fnv']],
});

export const notes: SourceRuleNotes = {
  title: 'A shader that mixes pages with FNV and hashes with Keccak',
  falsePositives: ['None known: noise functions use the prime of FNV, but no Keccak.'],
  knownGaps: [
    'The prime of FNV in two parts (webetc): then its nonce makes it suspected.',
    'Keccak and the mixing in separate shaders: then each is watched at most.',
  ],
  references: [
    'https://github.com/rickyars/webetc',
    'https://ethereum.org/en/developers/docs/consensus-mechanisms/pow/mining-algorithms/ethash/',
  ],
  since: '0.2.0',
};

export const cases: SourceRuleCases = {
  match: [
    {
      of: 'hashimoto in one shader: Keccak and the mixing of pages',
      sizeChars: 22000,
      constants: ['keccak', 'fnv'],
      words: ['nonce'],
    },
  ],
  clean: [
    {
      of: 'rickyars/webetc src/compute/keccak-256-shader.wgsl: Keccak alone',
      sizeChars: 7919,
      constants: ['keccak'],
      words: [],
    },
    { of: 'a noise function of FNV', sizeChars: 900, constants: ['fnv'], words: [] },
  ],
};
