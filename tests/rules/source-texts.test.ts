// The source rules over the frozen texts: what they find among real miners, and that they leave others alone, also after
// the passes of the text mutator. Figures are floors: a rule that loses a family must say so here.
import { describe, expect, it } from 'vitest';
import { loadSourceRules } from '../../cli/load-rules.ts';
import { judgeFeatures } from '../../core/source/judge-source.ts';
import { frozenTexts, type FrozenText } from '../corpus/frozen-texts.ts';

const rules = await loadSourceRules();
const texts = frozenTexts();

function levelsOf(wanted: (text: FrozenText) => boolean): Record<string, number> {
  const levels = { all: 0, clear: 0, suspected: 0, confirmed: 0 };
  for (const text of texts.filter(wanted)) {
    levels.all++;
    levels[judgeFeatures(text, rules).level]++;
  }
  return levels;
}

describe('the frozen texts', () => {
  it('are sorted, each once, and every variant is of a text that is there', () => {
    const ids = texts.map(({ sha256 }) => sha256);
    expect(ids).toEqual([...new Set(ids)].sort());
    for (const { variantOf } of texts) if (variantOf !== null) expect(ids).toContain(variantOf);
  });

  it('of honest pages and libraries are clear, plain and obfuscated', () => {
    const { all, clear } = levelsOf(({ label }) => label === 'benign');
    expect(all).toBeGreaterThan(550);
    expect(clear).toBe(all);
  });

  it('of dual use are never confirmed', () => {
    const { all = 0, suspected = 0, confirmed } = levelsOf(({ label }) => label === 'dual-use');
    expect(all).toBeGreaterThan(1_000);
    expect(confirmed).toBe(0);
    expect(suspected / all).toBeLessThan(0.08);
  });

  it.each([
    ['clients', 'client', 0.69],
    ['kernels, without the modules inside them', 'kernel', 0.69],
    ['programs with shaders', 'gpu', 0.4],
  ])('of miners are flagged: %s', (_what, role, atLeast) => {
    const { all = 0, clear = 0 } = levelsOf(
      (text) => text.label === 'miner' && text.role === role && text.variantOf === null,
    );
    expect(all).toBeGreaterThan(90);
    expect(1 - clear / all).toBeGreaterThan(atLeast);
  });

  it('of flagged miners stay flagged when they are obfuscated', () => {
    const flagged = new Set(
      texts
        .filter((text) => text.label === 'miner' && judgeFeatures(text, rules).level !== 'clear')
        .map(({ sha256 }) => sha256),
    );
    const { all = 0, clear = 0 } = levelsOf(
      ({ variantOf }) => variantOf !== null && flagged.has(variantOf),
    );
    expect(all).toBeGreaterThan(900);
    expect(1 - clear / all).toBeGreaterThan(0.8);
  });
});
