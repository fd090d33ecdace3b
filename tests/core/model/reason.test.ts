// The sentence of a score: the three strongest features, in words made of their names.
import { describe, expect, it } from 'vitest';
import { reasonOf } from '../../../core/model/reason.ts';

const score = (...because: [column: string, value: number][]) =>
  reasonOf({
    logOdds: 3,
    level: 'suspected',
    because: because.map(([column, value], i) => ({ column, value, logOdds: 3 - i })),
  });

describe('the reason', () => {
  it('reads units from names', () => {
    expect(score(['kernelSharePercent', 61.2], ['scratchpadBits', 21])).toBe(
      'It works like a miner: kernel share 61.2 %, scratchpad bits 21.',
    );
  });

  it('names members of lists, and their absence', () => {
    expect(score(['constants.jh', 1], ['mixers.keccak', 0])).toBe(
      'It works like a miner: constants jh, no mixers keccak.',
    );
  });

  it('stops after three', () => {
    expect(score(['a', 1], ['b', 2], ['c', 3], ['d', 4])).toBe(
      'It works like a miner: a 1, b 2, c 3.',
    );
  });
});
