// The sum of the evidence: which combinations confirm, which only raise suspicion. The table is the one that fuse.ts
// promises in its head; the points are the detectors' own.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectors } from '../../../core/detect/registry.ts';
import type { Evidence, EvidenceKind, VerdictLevel } from '../../../core/evidence/evidence.ts';
import { CONFIRMED_FROM, fuse, SUSPECTED_FROM } from '../../../core/evidence/fuse.ts';

const ceilings = Object.fromEntries(detectors.map(({ id, ceiling }) => [id, ceiling]));

function evidence(id: string, kind: EvidenceKind, weight = ceilings[id] ?? 0): Evidence {
  return { id, kind, weight, trust: 'page', facts: {}, sentence: `${id} spoke.` };
}

const work = evidence('detect/work', 'work');
const dialogue = evidence('detect/pool-dialogue', 'network');
const rhythm = evidence('detect/pool-rhythm', 'network');
const wallet = evidence('detect/static-module', 'code', 30);
const library = evidence('detect/static-module', 'code', 20);
const stream = evidence('detect/jit-stream', 'code');
const emulator = evidence('detect/jit-stream', 'code', 20);
const gpu = evidence('detect/gpu-work', 'work');
const shader = evidence('detect/static-source', 'code', 30);
const darkLoad = evidence('detect/dark-load', 'work');
const miner = evidence('detect/static-module', 'artefact', 100);
const host = evidence('detect/listed-host', 'host');

describe('other thresholds', () => {
  it('move the levels and leave the score', () => {
    const strict = { suspectedFrom: 46, confirmedFrom: 66 };
    const lenient = { suspectedFrom: 65, confirmedFrom: 85 };
    expect(fuse([wallet, work], strict)).toMatchObject({ level: 'suspected', score: 55 });
    expect(fuse([wallet, work], lenient)).toMatchObject({ level: 'clear', score: 55 });
    expect(fuse([darkLoad, dialogue], strict)).toMatchObject({ level: 'confirmed', score: 75 });
    expect(fuse([wallet, dialogue], strict).level, 'no work was measured').toBe('suspected');
  });
});

describe('the table of combinations', () => {
  it.each<[string, readonly Evidence[], VerdictLevel, number]>([
    ['nothing', [], 'clear', 0],
    ['work alone: an encoder', [work], 'clear', 25],
    ['dialogue alone', [dialogue], 'suspected', 60],
    ['rhythm alone', [rhythm], 'clear', 40],
    ["a wallet's module alone", [wallet], 'clear', 30],
    ["a wallet's module and work: it scans", [wallet, work], 'suspected', 55],
    ['a hash library and work: files are hashed', [library, work], 'clear', 45],
    ["a wallet's module and dialogue", [wallet, dialogue], 'suspected', 90],
    ['work and dialogue', [work, dialogue], 'confirmed', 85],
    ['work and rhythm: volunteer computing', [work, rhythm], 'suspected', 65],
    ['a hash library, work and rhythm', [library, work, rhythm], 'confirmed', 85],
    ['a hash library, dialogue and rhythm, no work', [library, dialogue, rhythm], 'suspected', 100],
    ["a wallet's module, work and dialogue", [wallet, work, dialogue], 'confirmed', 100],
    ['a stream of programs alone', [stream], 'suspected', 60],
    ['a stream of programs and work', [stream, work], 'confirmed', 85],
    ['an emulator: modules alike in size, and work', [emulator, work], 'clear', 45],
    ['machine learning on the GPU', [gpu], 'clear', 25],
    ['a hash in a shader, and the GPU computes', [shader, gpu], 'suspected', 55],
    ['the same with a pool', [shader, gpu, dialogue], 'confirmed', 100],
    ['load beside a dark worker, and a pool', [darkLoad, dialogue], 'suspected', 75],
    ['a refused miner alone', [miner], 'confirmed', 100],
    ['a listed host alone', [host], 'confirmed', 100],
    ['everything', [miner, host, work, dialogue], 'confirmed', 100],
  ])('%s', (_, all, level, score) => {
    expect(fuse(all)).toMatchObject({ level, score });
  });

  it.each([
    [SUSPECTED_FROM - 0.5, 'clear'],
    [SUSPECTED_FROM, 'suspected'],
    [CONFIRMED_FROM - 0.5, 'suspected'],
    [CONFIRMED_FROM, 'confirmed'],
  ])('%d points are %s', (points, level) => {
    expect(fuse([evidence('a', 'work', points - 1), evidence('b', 'network', 1)]).level).toBe(
      level,
    );
  });

  it('no detector of behaviour in the page confirms by itself', () => {
    for (const kind of ['code', 'work', 'network'] as const)
      expect(fuse([evidence('any', kind, 100)]).level).toBe('suspected');
  });

  it('signs confirm only beside work, however many points they have', () => {
    const network = evidence('a', 'network', 100);
    const code = evidence('b', 'code', 100);
    expect(fuse([network, code]).level).toBe('suspected');
    expect(fuse([network, code, evidence('c', 'work', 1)]).level).toBe('confirmed');
    expect(fuse([network, code, evidence('c', 'work', 0)]).level).toBe('suspected');
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
          weights.map(({ id, weight }) => evidence(id, 'code', weight)),
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
        const before = weights.map(({ id, weight }) => evidence(id, 'code', weight));
        expect(fuse([...before, evidence('d', 'work', more)]).score).toBeGreaterThanOrEqual(
          fuse(before).score,
        );
      }),
    );
  });

  it('a weight that is not a number counts as nothing', () => {
    expect(fuse([work, evidence('detect/broken', 'code', NaN)])).toMatchObject({ score: 25 });
  });
});
