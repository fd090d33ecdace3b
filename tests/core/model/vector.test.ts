// How columns are read out of a record of features.
import { describe, expect, it } from 'vitest';
import { valueOf } from '../../../core/model/vector.ts';

const record = { kernelSharePercent: 61.5, constants: ['jh', 'groestl'], mixers: [] };

describe('a column', () => {
  it.each([
    ['kernelSharePercent', 61.5],
    ['constants.jh', 1],
    ['constants.skein', 0],
    ['mixers.blake2b', 0],
    ['constants', 2],
    ['mixers', 0],
  ])('%s is %d', (column, value) => {
    expect(valueOf(record, column)).toBe(value);
  });

  it.each(['memoryPages', 'lists.jh', 'kernelSharePercent.jh', ''])('%j is not there', (column) => {
    expect(valueOf(record, column)).toBeUndefined();
  });
});
