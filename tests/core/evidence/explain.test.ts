// A verdict taken apart: every point that counted is shown once, strongest first, with what it weighs and who measured it.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evidence, Verdict } from '../../../core/evidence/evidence.ts';
import { explain, howSure, sentencesOf } from '../../../core/evidence/explain.ts';
import { fuse } from '../../../core/evidence/fuse.ts';

const duty: Evidence = {
  id: 'detect/work',
  kind: 'work',
  weight: 45,
  trust: 'page',
  facts: { dutyPercent: 97.25, windowMs: 20_000, workerNames: ['w1', 'w2'], steady: true },
  sentence: 'Two workers computed without a pause for 20 seconds.',
};
const host: Evidence = {
  id: 'detect/listed-host',
  kind: 'host',
  weight: 80,
  trust: 'background',
  facts: { host: 'coinhive.com', 'resource-type': 'script' },
  sentence: 'The page asked for a script of coinhive.com.',
};
const verdict: Verdict = {
  level: 'confirmed',
  score: 100,
  contributions: [
    { id: 'detect/listed-host', points: 80 },
    { id: 'detect/work', points: 30 },
  ],
};

describe('explain', () => {
  it('says what the level means, why it is that level, and what the points add up to', () => {
    expect(explain(verdict, [duty, host])).toMatchObject({
      meaning: 'confirmed',
      ground: 'decides-by-itself',
      totalPoints: 110,
    });
  });

  it('claims no strength of evidence for what is only listed or named', () => {
    const listed = [{ id: host.id, points: 100 }];
    expect(explain({ ...verdict, contributions: listed }, [host]).meaning).toBe('listed');
    const download: Evidence = { ...host, id: 'detect/miner-download', kind: 'code', weight: 60 };
    const contributions = [{ id: download.id, points: 60 }];
    expect(explain({ level: 'suspected', score: 60, contributions }, [download])).toMatchObject({
      meaning: 'download',
      ground: 'below-confirmed',
    });
  });

  it('puts the strongest first, with weight, kind and who measured it', () => {
    expect(explain(verdict, [duty, host]).evidence).toMatchObject([
      { id: 'detect/listed-host', points: 80, weight: 80, trust: 'background', kind: 'host' },
      { id: 'detect/work', points: 30, weight: 45, trust: 'page', kind: 'work' },
    ]);
  });

  it('takes units out of the names of facts, and leaves out what says nothing to a reader', () => {
    expect(explain(verdict, [duty]).evidence.find(({ id }) => id === duty.id)?.facts).toEqual([
      { name: 'dutyPercent', words: 'Duty', value: 97.25, unit: 'percent' },
      { name: 'windowMs', words: 'Window', value: 20_000, unit: 'ms' },
      { name: 'workerNames', words: 'Worker names', value: ['w1', 'w2'], unit: null },
      { name: 'steady', words: 'Steady', value: true, unit: null },
    ]);
    const ours = {
      frames: ['0', '7'],
      threadIds: ['0/w.1'],
      sockets: ['0/page-1'],
      talkers: ['0'],
    };
    const facts = { ...ours, refusedCount: 0, sentCount: 2, workers: 0 };
    const names = explain(verdict, [{ ...host, facts }]).evidence[0]?.facts.map(({ name }) => name);
    expect(names).toEqual(['sentCount', 'workers']);
  });

  it('shows evidence that did not count, and points whose evidence is gone', () => {
    const lone: Verdict = { ...verdict, contributions: [{ id: 'detect/other', points: 12 }] };
    expect(explain(lone, [host]).evidence).toMatchObject([
      { id: 'detect/other', points: 12, weight: 12, sentence: '', trust: null, kind: null },
      { points: 0, weight: 80, sentence: host.sentence },
    ]);
  });

  it('says why enough points are no confirmation: nothing was seen to compute', () => {
    const network: Evidence = { ...duty, id: 'detect/pool-dialogue', kind: 'network', weight: 60 };
    const code: Evidence = { ...duty, id: 'detect/static-module', kind: 'code', weight: 30 };
    const groundOf = (...evidence: Evidence[]) => explain(fuse(evidence), evidence).ground;
    expect(groundOf(network, code)).toBe('lacks-work');
    expect(groundOf(network, duty)).toBe('work-beside-another-kind');
    expect(groundOf(network)).toBe('below-confirmed');
    expect(groundOf(code)).toBe('below-suspected');
    expect(groundOf({ ...host, weight: 100 })).toBe('decides-by-itself');
  });

  it('does not explain by the usual bounds what a rule pack has decided by its own', () => {
    const evidence = [{ ...host, weight: 70 }];
    const own = { suspectedFrom: 40, confirmedFrom: 65 };
    expect(explain(fuse(evidence, own), evidence).ground).toBe('own-bounds');
    const strict = { suspectedFrom: 80, confirmedFrom: 95 };
    expect(explain(fuse(evidence, strict), evidence).ground).toBe('own-bounds');
  });

  it('says so when nothing counted', () => {
    const clear: Verdict = { level: 'clear', score: 0, contributions: [] };
    expect(explain(clear, [])).toEqual({
      meaning: 'clear',
      ground: 'below-suspected',
      totalPoints: 0,
      evidence: [],
    });
    expect(howSure({ ...clear, level: 'suspected', score: 59.6 })).toBe('Suspected, 60 of 100');
  });

  it('shows every point exactly once, whatever ids repeat', () => {
    const id = fc.constantFrom('a', 'b', 'c');
    const points = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(
        fc.array(fc.record({ id, points }), { maxLength: 6 }),
        fc.array(fc.record({ id, weight: points }), { maxLength: 6 }),
        (contributions, weights) => {
          const evidence = weights.map((w, at) => ({ ...duty, ...w, sentence: `s${at}` }));
          const shown = explain({ ...verdict, contributions }, evidence).evidence;
          const sum = (all: readonly { points: number }[]) => all.reduce((n, e) => n + e.points, 0);
          expect(sum(shown)).toBe(sum(contributions));
          for (const { sentence } of evidence)
            expect(shown.filter((line) => line.sentence === sentence).length).toBe(1);
          expect(shown.map((e) => e.points)).toEqual(
            shown.map((e) => e.points).toSorted((a, b) => b - a),
          );
        },
      ),
    );
  });
});

describe('sentencesOf', () => {
  it('gives the strongest first, each once, and nothing for points whose evidence is gone', () => {
    expect(sentencesOf(verdict, [duty, host, host])).toEqual([host.sentence, duty.sentence]);
    expect(sentencesOf(verdict, [])).toEqual([]);
  });
});
