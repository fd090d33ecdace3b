// The evaluation on made rows: intervals, every judge, the bar that no row has a say in, families that are left out, and
// tables whose counts can be told by hand.
import { describe, expect, it } from 'vitest';
import type { LoadedRule } from '../../core/engine.ts';
import { defineRule } from '../../core/rules/define-rule.ts';
import { cardWith } from '../../cli/eval-card.ts';
import { anyConstantRule, constantRule, rulesLevel, stronger } from '../../cli/eval-judges.ts';
import { leaveFamiliesOut } from '../../cli/eval-leave-out.ts';
import { percent, rateText, tableText, wilson } from '../../cli/eval-rates.ts';
import { ratioRows } from '../../cli/eval-ratios.ts';
import { report } from '../../cli/eval-report.ts';
import { BOTH, evaluateAll, MODEL, RULES } from '../../cli/eval-results.ts';
import { movedBy } from '../../cli/eval-why.ts';
import { matrixOf } from '../../cli/train-model.ts';
import { handMadeModel, row, twoLabels } from './training-rows.ts';

const jhRule: LoadedRule = {
  id: 'wasm/jh-kernel',
  rule: defineRule({
    family: 'cryptonight',
    status: 'stable',
    level: 'confirmed',
    weight: 90,
    when: { all: [{ constants: 'jh' }, { feature: 'kernelSharePercent', atLeast: 20 }] },
    why: 'JH',
  }),
};
const miner = (features: Record<string, number>, constants: string[] = []) =>
  row({ label: 'miner', tier: 'wild', family: 'cryptonight', features, constants });

describe('rates', () => {
  it('have the published Wilson intervals', () => {
    // Newcombe, Statistics in Medicine 17 (1998), table I.
    expect(wilson({ hits: 81, all: 263 }).low).toBeCloseTo(0.2553, 4);
    expect(wilson({ hits: 81, all: 263 }).high).toBeCloseTo(0.3662, 4);
    expect(wilson({ hits: 0, all: 20 }).low).toBe(0);
    expect(wilson({ hits: 0, all: 20 }).high).toBeCloseTo(0.1611, 4);
    expect(wilson({ hits: 0, all: 0 })).toEqual({ low: 0, high: 1 });
  });

  it('never round to certainty', () => {
    expect(percent(9999 / 10000)).toBe('99.9');
    expect(percent(1 / 5000)).toBe('0.02');
    expect(percent(1)).toBe('100.0');
    expect(percent(0)).toBe('0.0');
  });

  it('say their counts, and that nothing was measured', () => {
    expect(rateText({ hits: 3, all: 3 })).toBe('100.0 % (3 of 3; 43.9–100.0)');
    expect(rateText({ hits: 0, all: 0 })).toBe('none measured');
    expect(tableText(['a'], [['b | c']])).toBe('| a |\n| --- |\n| b \\| c |\n');
  });
});

describe('judges', () => {
  it('rules: the strongest that matches, a nursery rule never confirms, families can be left out', () => {
    const found = miner({ kernelSharePercent: 50 }, ['jh']);
    const nursery = { ...jhRule, rule: { ...jhRule.rule, status: 'nursery' as const } };
    const deprecated = { ...jhRule, rule: { ...jhRule.rule, status: 'deprecated' as const } };
    expect(rulesLevel([nursery, jhRule], found)).toEqual({
      level: 'confirmed',
      ruleIds: ['wasm/jh-kernel', 'wasm/jh-kernel'],
    });
    expect(rulesLevel([nursery], found).level).toBe('suspected');
    expect(rulesLevel([deprecated], found).level).toBe('clear');
    expect(rulesLevel([jhRule], found, (family) => family === 'cryptonight').level).toBe('clear');
    expect(rulesLevel([jhRule], miner({ kernelSharePercent: 5 }, ['jh'])).level).toBe('clear');
    expect(stronger('suspected', 'confirmed')).toBe('confirmed');
  });

  it('baselines on constants', () => {
    const level = (...constants: string[]): string => constantRule(row({ constants }));
    expect(level('groestl', 'jh')).toBe('confirmed');
    expect(level('groestl', 'skein')).toBe('confirmed');
    expect(level('groestl')).toBe('clear');
    expect(level('jh', 'skein')).toBe('clear');
    expect(anyConstantRule(row({ constants: ['keccak'] }))).toBe('confirmed');
    expect(anyConstantRule(row({}))).toBe('clear');
  });

  it('baselines on ratios ask for rows that carry them', () => {
    const withRatios = row({ ratios: { xorPercent: 3 }, constants: ['jh'] });
    expect(ratioRows([withRatios, row({})])).toBeNull();
    expect(ratioRows([withRatios])?.[0]).toMatchObject({
      features: { xorPercent: 3 },
      constants: [],
    });
  });
});

describe('reasons', () => {
  it('say which feature moved the score, and where to', () => {
    const values: Record<string, number> = { kernelSharePercent: 30, 'constants.jh': 0 };
    expect(movedBy(handMadeModel, (column) => values[column] ?? 0)).toEqual([
      { column: 'constants.jh', value: 0, logOdds: -0.5 },
      { column: 'kernelSharePercent', value: 30, logOdds: -0.25 },
    ]);
  });
});

describe('a family that is left out', () => {
  it('is not in the training, nor are its groups, nor the rules of it', () => {
    // Only the left-out family has scratchpads. The other family and benign modules tell nothing about them.
    const scrypt = Array.from({ length: 30 }, () => ({
      ...miner({ kernelSharePercent: 0, nonceLoops: 0, scratchpadBits: 21 }, ['jh']),
      family: 'scrypt',
    }));
    const rows = [...twoLabels(160), ...scrypt];
    const rule = { ...jhRule, rule: { ...jhRule.rule, family: 'scrypt', when: { all: [] } } };
    const thresholds = { suspected: 0.5, confirmed: 3 };
    const left = (rules: LoadedRule[]) =>
      leaveFamiliesOut(matrixOf(rows), rules, thresholds, () => true).find(
        ({ family }) => family === 'scrypt',
      );
    expect(left([rule])?.byBoth).toEqual({ hits: 0, all: 30 });
    expect(left([rule])?.missed).toHaveLength(30);
    const byOthers = { ...rule, rule: { ...rule.rule, family: 'argon2' } };
    expect(left([byOthers])?.byBoth).toEqual({ hits: 30, all: 30 });
  });
});

describe('the model card', () => {
  const card = 'a\n<!-- figures: written by npm run eval -->\nold\n<!-- end of figures -->\nb\n';

  it('gets new figures between its marks, and nothing else changes', () => {
    expect(cardWith(card, 'new')).toBe(card.replace('old', '\nnew\n'));
    expect(cardWith(cardWith(card, 'new'), 'newer')).toBe(card.replace('old', '\nnewer\n'));
  });

  it('says which marks it needs', () => {
    expect(() => cardWith('without', 'new')).toThrow(/put back "<!-- figures/);
  });
});

describe('the report', () => {
  const wild = Array.from({ length: 12 }, (_, i) => miner({ kernelSharePercent: 60 + i }, ['jh']));
  const missed = row({
    label: 'miner',
    tier: 'wild',
    family: 'ethash',
    repository: 'hard/to-see',
    features: { kernelSharePercent: 0 },
  });
  const heldBackVariants = Array.from({ length: 5 }, () =>
    row({
      label: 'miner',
      tier: 'obfuscated',
      family: 'cryptonight',
      repository: wild[0]?.repository ?? '',
      variantOf: wild[0]?.sha256 ?? null,
      passes: ['flatten'],
      features: { kernelSharePercent: 55 },
    }),
  );
  const benign = Array.from({ length: 60 }, (_, i) =>
    row({ features: { kernelSharePercent: i % 9, nonceLoops: i } }),
  );
  const rows = [...wild, missed, ...heldBackVariants, ...benign];
  const results = evaluateAll(
    rows,
    [jhRule],
    (one) => !one.passes.includes('flatten'),
    (one) => one.passes.includes('flatten'),
  );

  it('holds each row to bars that were chosen without it', () => {
    expect(results.thresholdsOfFolds).toHaveLength(8);
    expect(new Set(results.scores.folds).size).toBeGreaterThan(4);
    for (const variant of heldBackVariants) {
      const at = rows.indexOf(variant);
      expect(results.scores.folds[at]).toBe(results.scores.folds[0]);
    }
  });

  it('counts by rules, by model and by both', () => {
    const flagged = (judge: string): number =>
      wild.filter((_, at) => results.levels[judge]?.[at] !== 'clear').length;
    expect(flagged(RULES)).toBe(12);
    expect(flagged(BOTH)).toBe(12);
    expect(results.levels[BOTH]?.[rows.indexOf(missed)]).toBe('clear');
    expect(Object.keys(results.levels)).toContain(MODEL);
  });

  it('tells the same counts in words, and lists what was missed', () => {
    const text = report(results, 'ab'.repeat(32));
    expect(text).toContain('wild miners flagged | at least 99 % | 92.3 % (12 of 13;');
    expect(text).toContain('wild miners confirmed | at least 97 % | 92.3 % (12 of 13;');
    expect(text).toContain('families, macro average flagged | at least 95 % | 50.0 %');
    expect(text).toMatch(/\*\*never trained on\*\* \| \d+\.\d % \(\d of 5;/);
    expect(text).toContain('### miner missed: 1');
    expect(text).toContain('hard/to-see');
    expect(text).toContain('### dual use confirmed: none');
    expect(text).toContain('whole-module ratios are missing');
    expect(text).toBe(report(results, 'ab'.repeat(32)));
  });
});
