// Each finding of the lint, on a rule that is good but for one thing.
import { describe, expect, it } from 'vitest';
import type { Condition, RuleCases, RuleNotes, WasmRule } from '../../../core/rules/define-rule.ts';
import { lintRule } from '../../../core/rules/lint.ts';

const rule: WasmRule = {
  family: 'hash',
  status: 'stable',
  level: 'suspected',
  weight: 30,
  when: { all: [{ constants: 'jh' }, { feature: 'kernelSharePercent', atLeast: 10 }] },
  why: 'It has {kernelSharePercent} %.',
};
const notes: RuleNotes = {
  title: 'A hash',
  falsePositives: ['A library.'],
  knownGaps: ['Tables made at run time.'],
  references: ['https://example.org/spec'],
  since: '0.1.0',
};
const cases: RuleCases = {
  match: [{ of: 'miner', constants: ['jh'], kernelSharePercent: 40 }],
  clean: [
    { of: 'wallet', constants: ['jh'], kernelSharePercent: 1 },
    { of: 'database', constants: [] },
  ],
};

function fixes(
  change: Partial<WasmRule & RuleNotes>,
  changedCases: RuleCases | undefined = cases,
  id = 'wasm/a-hash',
): string[] {
  const source = {
    id,
    rule: { ...rule, ...change },
    notes: { ...notes, ...change },
    cases: changedCases,
  };
  return lintRule(source).map(({ fix }) => fix);
}

describe('lint', () => {
  it('finds nothing in a good rule', () => {
    expect(fixes({})).toEqual([]);
  });

  it.each<[string, Partial<WasmRule & RuleNotes>, string]>([
    ['title', { title: ' ' }, 'Give it a title'],
    ['family', { family: 'Crypto Night' }, 'family in kebab-case'],
    ['weight', { weight: 0 }, 'whole number from 1 to 100, not 0'],
    ['heavy suspicion', { weight: 51 }, 'Lower the weight to 50'],
    ['confirming nursery', { status: 'nursery', level: 'confirmed' }, 'graduate'],
    ['false positives', { falsePositives: [] }, 'could match wrongly'],
    ['known gaps', { knownGaps: [] }, 'known gap'],
    ['references', { references: ['a book'] }, 'https reference'],
    ['since', { since: 'soon' }, 'version'],
    ['why without its feature', { why: 'It has {loops} loops.' }, 'Test the feature loops'],
    ['why without a stop', { why: 'A hash' }, 'full stop'],
  ])('%s', (_, change, expected) => {
    expect(fixes(change)).toEqual([expect.stringContaining(expected)]);
  });

  it.each<[string, Condition, string]>([
    ['no bound', { feature: 'kernelSharePercent' }, 'Give kernelSharePercent a bound'],
    ['crossed bounds', { feature: 'kernelSharePercent', atLeast: 9, atMost: 1 }, 'Swap the bounds'],
    ['empty', { any: [] }, 'empty'],
    ['repeated', { all: [{ constants: 'jh' }, { constants: 'jh' }] }, 'Remove the repeated'],
  ])('condition: %s', (_, part, expected) => {
    expect(fixes({ when: { all: [rule.when, part] } })).toContainEqual(
      expect.stringContaining(expected),
    );
  });

  it('asks for cases and shows their form', () => {
    expect(lintRule({ id: 'wasm/a-hash', rule, notes, cases: undefined })).toEqual([
      { id: 'wasm/a-hash', fix: expect.stringContaining('export const cases') as string },
    ]);
    expect(fixes({}, { match: [], clean: cases.clean.slice(0, 1) })).toEqual([
      expect.stringContaining('Add a case under `match`'),
      expect.stringContaining('Add cases under `clean`'),
    ]);
  });

  it('asks for notes', () => {
    expect(lintRule({ id: 'wasm/a-hash', rule, notes: undefined, cases })).toEqual([
      { id: 'wasm/a-hash', fix: expect.stringContaining('export const notes') as string },
    ]);
  });

  it('runs the cases', () => {
    expect(fixes({}, { match: cases.clean.slice(0, 1), clean: cases.clean })).toEqual([
      expect.stringContaining('"wallet" must match, but does not'),
    ]);
    expect(fixes({}, { ...cases, clean: [...cases.clean, ...cases.match] })).toEqual([
      expect.stringContaining('"miner" must not match, but does'),
    ]);
  });

  it('wants a near miss first', () => {
    expect(fixes({}, { ...cases, clean: [...cases.clean].reverse() })).toEqual([
      expect.stringContaining('"database" meets no part'),
    ]);
  });

  it('wants kebab-case paths', () => {
    expect(fixes({}, cases, 'wasm/A_Hash')).toEqual([expect.stringContaining('kebab-case')]);
  });
});
