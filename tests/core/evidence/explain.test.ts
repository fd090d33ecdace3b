// Sentences of an incident: every point that counted is shown once, strongest first, with who measured it.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evidence, Verdict } from '../../../core/evidence/evidence.ts';
import { explain, howSure, sentencesOf } from '../../../core/evidence/explain.ts';

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
  it('says how sure, what that means and how the points add up', () => {
    const { howSure: sure, sum } = explain(verdict, [duty, host]);
    expect(sure).toBe('Confirmed, 100 of 100');
    expect(sum).toBe(
      'The evidence is strong enough to call this mining. The points below add up to 110, capped at 100.',
    );
  });

  it('says that nobody has read a file that was downloaded', () => {
    const download: Evidence = { ...host, id: 'detect/miner-download', kind: 'code', weight: 60 };
    const contributions = [{ id: 'detect/miner-download', points: 60 }];
    const said = explain({ level: 'suspected', score: 60, contributions }, [download]);
    expect(said.sum).toBe(
      'A download is judged by its name and by where it comes from; nobody has read the file. The points below add up to 60.',
    );
  });

  it('claims no strength of evidence for a host that is only listed', () => {
    const contributions = [{ id: host.id, points: 100 }];
    expect(explain({ ...verdict, contributions }, [host]).sum).toBe(
      'The host is on the list. The points below add up to 100.',
    );
  });

  it('leaves out what says nothing to a reader and names the rest', () => {
    const ours = { frames: ['0', '7'], threadIds: ['0/w.1'], sockets: ['0/page-1'] };
    const facts = { ...ours, refusedCount: 0, sentCount: 2, sha256: 'ab', workers: 0 };
    expect(explain(verdict, [{ ...duty, facts }]).evidence[1]?.facts).toEqual([
      { label: 'Messages sent', text: '2' },
      { label: 'SHA-256', text: 'ab' },
      { label: 'Workers', text: '0' },
    ]);
  });

  it('puts the strongest first and names who measured it and what did not count', () => {
    expect(explain(verdict, [duty, host]).evidence).toMatchObject([
      { id: 'detect/listed-host', points: 80, measuredBy: 'seen by the background', note: '' },
      { points: 30, measuredBy: 'reported from the page', note: 'Weighs 45; 30 counted.' },
    ]);
  });

  it('writes facts with their units', () => {
    expect(explain(verdict, [duty]).evidence.find((e) => e.id === duty.id)?.facts).toEqual([
      { label: 'Duty', text: '97.25 %' },
      { label: 'Window', text: '20,000 ms' },
      { label: 'Worker names', text: 'w1, w2' },
      { label: 'Steady', text: 'yes' },
    ]);
  });

  it('shows evidence that did not count, and points whose evidence is gone', () => {
    const lone: Verdict = { ...verdict, contributions: [{ id: 'detect/other', points: 12 }] };
    expect(explain(lone, [host]).evidence).toMatchObject([
      {
        id: 'detect/other',
        points: 12,
        sentence: 'No details were kept for this part of the score.',
      },
      { points: 0, note: 'Weighs 80, but did not count in this verdict.' },
    ]);
  });

  it('says why enough points are no confirmation: nothing was seen to compute', () => {
    const network: Evidence = { ...duty, id: 'detect/pool-dialogue', kind: 'network' };
    const code: Evidence = { ...duty, id: 'detect/static-module', kind: 'code' };
    const ninety: Verdict = {
      level: 'suspected',
      score: 90,
      contributions: [
        { id: network.id, points: 60 },
        { id: code.id, points: 30 },
      ],
    };
    expect(explain(ninety, [network, code]).sum).toBe(
      'Signs of mining, but other programs can look like this. The points below add up to 90. That would be enough, but signs confirm only beside work that was measured.',
    );
    expect(explain(ninety, [network, duty]).sum).not.toContain('would be enough');
  });

  it('says so when nothing counted', () => {
    const clear: Verdict = { level: 'clear', score: 0, contributions: [] };
    expect(explain(clear, [])).toEqual({
      howSure: 'Clear, 0 of 100',
      sum: 'Nothing here points to mining. No evidence counted.',
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
  it('gives the strongest first, each once', () => {
    expect(sentencesOf(verdict, [duty, host, host])).toEqual([host.sentence, duty.sentence]);
  });
});
