import { defineRule, type RuleCases, type RuleNotes } from '../../core/rules/define-rule.ts';

export default defineRule({
  family: 'argon2',
  status: 'nursery',
  level: 'suspected',
  weight: 30,
  when: {
    all: [
      { mixers: 'blamka' },
      { mixers: 'sha512' },
      { constants: 'sha256-rounds' },
      { constants: 'blake2b' },
      { feature: 'codeBytes', atMost: 150_000 },
      { feature: 'nonceLoops', atLeast: 8 },
    ],
  },
  why: 'Argon2 beside SHA-256 and SHA-512 in {codeBytes} bytes of code, called from {nonceLoops} loops: a coin with its proof of work, as the clients of Nimiq are.',
});

export const notes: RuleNotes = {
  title: 'Argon2 with the signatures of a coin',
  falsePositives: ['The wallet of such a coin: it is the same module.'],
  knownGaps: ['Argon2 alone is a password hash and not seen.'],
  references: [
    'https://github.com/skypool-org/skypool-nimiq-web-miner',
    'https://www.npmjs.com/package/@nimiq/core-web',
  ],
  since: '0.1.0',
};

export const cases: RuleCases = {
  match: [
    {
      of: 'skypool-org/skypool-nimiq-web-miner 817bdcae',
      constants: ['blake2b', 'sha256-rounds', 'sha512-rounds'],
      mixers: ['blake2b', 'blamka', 'sha512'],
      codeBytes: 59673,
      kernelSharePercent: 10,
      nonceLoops: 12,
    },
  ],
  clean: [
    {
      of: 'bytecodealliance/sightglass, Argon2 of libsodium',
      constants: ['blake2b'],
      mixers: ['blake2b', 'blamka', 'chacha'],
      codeBytes: 84548,
      kernelSharePercent: 20.6,
      nonceLoops: 3,
    },
    {
      of: 'argon2-browser 1.18.0',
      constants: ['blake2b'],
      mixers: ['blake2b'],
      codeBytes: 22891,
      kernelSharePercent: 13.9,
      nonceLoops: 10,
    },
  ],
};
