import { defineRule, type RuleCases, type RuleNotes } from '../../core/rules/define-rule.ts';

export default defineRule({
  family: 'sha256d',
  status: 'nursery',
  level: 'suspected',
  weight: 30,
  when: {
    all: [
      { constants: 'sha256-rounds' },
      { not: { mixers: 'sha256' } },
      {
        not: {
          any: [{ constants: 'sha512-rounds' }, { constants: 'blake2b' }, { constants: 'aes-box' }],
        },
      },
      { feature: 'kernelSharePercent', atMost: 0.4 },
      { feature: 'codeBytes', atLeast: 50_000 },
      { feature: 'codeBytes', atMost: 400_000 },
    ],
  },
  why: 'SHA-256 in code that no compiler optimised, in a program of {codeBytes} bytes: home-made miners of Bitcoin look like this.',
});

export const notes: RuleNotes = {
  title: 'SHA-256 without optimisation',
  falsePositives: ['A debug build of any program with SHA-256.'],
  knownGaps: ['Measured on one repository.'],
  references: ['https://github.com/thelochan/Clicker-Miner-Svelte-WASM'],
  since: '0.1.0',
};

export const cases: RuleCases = {
  match: [
    {
      of: 'thelochan/Clicker-Miner-Svelte-WASM 3948173d',
      constants: ['sha256-rounds'],
      codeBytes: 174230,
      kernelSharePercent: 0,
    },
  ],
  clean: [
    {
      of: 'mCaptcha 4e9ad04a',
      constants: ['sha256-rounds'],
      mixers: ['sha256'],
      codeBytes: 47554,
      kernelSharePercent: 17.1,
    },
    {
      of: 'hash-wasm 4.13.0, SHA-256: all kernel',
      constants: ['sha256-rounds'],
      mixers: ['sha256'],
      codeBytes: 9337,
      kernelSharePercent: 92.4,
    },
  ],
};
