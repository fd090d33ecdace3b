// The sum of the evidence: which combinations confirm, which only raise suspicion. The table is the one that fuse.ts
// promises in its head; the points are the detectors' own.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectors } from '../../../core/detect/registry.ts';
import type { Evidence, VerdictLevel } from '../../../core/evidence/evidence.ts';
import { CONFIRMED_FROM, fuse, SUSPECTED_FROM } from '../../../core/evidence/fuse.ts';

const ceilings = Object.fromEntries(detectors.map(({ id, ceiling }) => [id, ceiling]));

function evidence(id: string, weight = ceilings[id] ?? 0): Evidence {
  return { id, weight, trust: 'page', facts: {}, sentence: `${id} spoke.` };
}

const duty = evidence('detect/worker-duty');
const dialogue = evidence('detect/pool-dialogue');
const wallet = evidence('detect/static-module', 30);
const miner = evidence('detect/static-module', 100);
const host = evidence('detect/listed-host');

describe('the table of combinations', () => {
  it.each<[string, readonly Evidence[], VerdictLevel, number]>([
    ['nothing', [], 'clear', 0],
    ['duty alone', [duty], 'suspected', 45],
    ['dialogue alone', [dialogue], 'suspected', 45],
    ["a wallet's module alone", [wallet], 'suspected', 30],
    ["a wallet's module and duty", [wallet, duty], 'suspected', 75],
    ["a wallet's module and dialogue", [wallet, dialogue], 'suspected', 75],
    ['duty and dialogue', [duty, dialogue], 'confirmed', 90],
    ["a wallet's module, duty and dialogue", [wallet, duty, dialogue], 'confirmed', 100],
    ['a refused miner alone', [miner], 'confirmed', 100],
    ['a listed host alone', [host], 'confirmed', 100],
    ['everything', [miner, host, duty, dialogue], 'confirmed', 100],
  ])('%s', (_, all, level, score) => {
    expect(fuse(all)).toMatchObject({ level, score });
  });

  it.each([
    [SUSPECTED_FROM - 0.5, 'clear'],
    [SUSPECTED_FROM, 'suspected'],
    [CONFIRMED_FROM - 0.5, 'suspected'],
    [CONFIRMED_FROM, 'confirmed'],
  ])('%d points are %s', (points, level) => {
    expect(fuse([evidence('detect/worker-duty', points)]).level).toBe(level);
  });

  it('no detector of behaviour in the page confirms by itself', () => {
    for (const { ceiling } of detectors.filter(({ id }) =>
      ['detect/worker-duty', 'detect/pool-dialogue'].includes(id),
    ))
      expect(ceiling).toBeLessThan(CONFIRMED_FROM);
  });
});

describe('any evidence', () => {
  const any = fc.array(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      weight: fc.double({ noNaN: true }),
    }),
  );

  it('gives contributions within 0 to 100, strongest first, that add up to the capped score', () => {
    fc.assert(
      fc.property(any, (weights) => {
        const { score, contributions } = fuse(
          weights.map(({ id, weight }) => evidence(id, weight)),
        );
        const points = contributions.map((one) => one.points);
        expect(contributions.map(({ id }) => id).sort()).toEqual(weights.map((w) => w.id).sort());
        for (const each of points) expect(each >= 0 && each <= 100).toBe(true);
        expect(points).toEqual(points.toSorted((a, b) => b - a));
        expect(score).toBe(
          Math.min(
            100,
            points.reduce((sum, each) => sum + each, 0),
          ),
        );
      }),
    );
  });

  it('never says less for more evidence', () => {
    fc.assert(
      fc.property(any, fc.double({ min: 0, noNaN: true }), (weights, more) => {
        const before = weights.map(({ id, weight }) => evidence(id, weight));
        expect(fuse([...before, evidence('d', more)]).score).toBeGreaterThanOrEqual(
          fuse(before).score,
        );
      }),
    );
  });

  it('a weight that is not a number counts as nothing', () => {
    expect(fuse([duty, evidence('detect/broken', NaN)])).toMatchObject({ score: 45 });
  });
});
