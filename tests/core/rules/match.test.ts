// Conditions, one small case each.
import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../core/rules/define-rule.ts';
import { explain, holds, type Measured } from '../../../core/rules/match.ts';

const measured: Measured = {
  constants: ['jh', 'keccak'],
  codeBytes: 100,
  kernelSharePercent: 12.5,
};
const yes: Condition = { constants: 'jh' };
const no: Condition = { constants: 'skein' };

describe('holds', () => {
  it.each<[string, Condition, boolean]>([
    ['a set that is there', yes, true],
    ['a set that is not', no, false],
    ['not', { not: no }, true],
    ['not of what holds', { not: yes }, false],
    ['all', { all: [yes, { constants: 'keccak' }] }, true],
    ['all with one missing', { all: [yes, no] }, false],
    ['all of nothing', { all: [] }, true],
    ['any', { any: [no, yes] }, true],
    ['any with none', { any: [no, no] }, false],
    ['any of nothing', { any: [] }, false],
    ['at least, on the bound', { feature: 'codeBytes', atLeast: 100 }, true],
    ['at least, below', { feature: 'codeBytes', atLeast: 100.1 }, false],
    ['at most, on the bound', { feature: 'codeBytes', atMost: 100 }, true],
    ['at most, above', { feature: 'codeBytes', atMost: 99 }, false],
    ['both bounds', { feature: 'kernelSharePercent', atLeast: 12, atMost: 13 }, true],
    ['a feature that was left out counts as 0', { feature: 'dataBytes', atMost: 0 }, true],
    ['nesting', { all: [{ any: [no, { not: { all: [no] } }] }, yes] }, true],
  ])('%s', (_, condition, expected) => {
    expect(holds(condition, measured)).toBe(expected);
  });
});

describe('explain', () => {
  it('puts measured values in', () => {
    expect(explain('{kernelSharePercent} % of {codeBytes}, {dataBytes} of data.', measured)).toBe(
      '12.5 % of 100, 0 of data.',
    );
  });
});
