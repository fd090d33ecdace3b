// The ledger of a tab: what it was told comes out as evidence, it survives the end of the background, and a ledger that
// an older version saved is still a ledger.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectors } from '../../../core/detect/registry.ts';
import { emptyLedger, enter, judge, type Ledger } from '../../../core/evidence/ledger.ts';
import type { Observation } from '../../../core/protocol/observation.ts';
import { anyObservation } from '../observations.ts';
import { poolDialogue } from '../sample-observations.ts';

const START_MS = 1_800_000_000_000;
const dialogue = poolDialogue;

function busy(workerId: string): Observation {
  return { kind: 'worker-duty', workerId, windowMs: 1_000, wasmMs: 950, callbackMs: 960 };
}

function afterSeconds(seconds: number, ledger: Ledger): Ledger {
  for (let second = 1; second <= seconds; second++)
    for (const worker of ['a', 'b'])
      ledger = enter(ledger, busy(worker), START_MS + 1_000 * second);
  return ledger;
}

describe('the ledger', () => {
  it('is clear when nothing was entered', () => {
    expect(judge(emptyLedger(), START_MS)).toEqual({
      evidence: [],
      verdict: { level: 'clear', score: 0, contributions: [] },
    });
  });

  it('adds up what different detectors say: duty and dialogue confirm', () => {
    const talking = enter(emptyLedger(), dialogue, START_MS);
    const { evidence, verdict } = judge(afterSeconds(8, talking), START_MS + 8_000);
    expect(evidence.map(({ id }) => id).sort()).toEqual([
      'detect/pool-dialogue',
      'detect/worker-duty',
    ]);
    expect(verdict).toMatchObject({ level: 'confirmed', score: 90 });
  });

  it('does not confirm before the workers were busy for a while', () => {
    const talking = enter(emptyLedger(), dialogue, START_MS);
    expect(judge(afterSeconds(3, talking), START_MS + 3_000).verdict.level).toBe('suspected');
  });

  it('forgets the duty of workers that fell silent, and keeps the dialogue', () => {
    const ledger = afterSeconds(8, enter(emptyLedger(), dialogue, START_MS));
    expect(judge(ledger, START_MS + 60_000).evidence.map(({ id }) => id)).toEqual([
      'detect/pool-dialogue',
    ]);
  });

  it('goes on from a copy as from itself', () => {
    fc.assert(
      fc.property(fc.array(anyObservation), (observations) => {
        let [kept, copied] = [emptyLedger(), emptyLedger()];
        for (const [index, observation] of observations.entries()) {
          kept = enter(kept, observation, START_MS + 500 * index);
          copied = structuredClone(enter(copied, observation, START_MS + 500 * index));
        }
        expect(judge(copied, START_MS)).toEqual(judge(kept, START_MS));
      }),
    );
  });

  it('works with the ledger of a version that did not know all detectors', () => {
    const old: Ledger = { states: {} };
    expect(judge(old, START_MS).verdict.level).toBe('clear');
    expect(judge(enter(old, dialogue, START_MS), START_MS).verdict.level).toBe('suspected');
  });

  it('gives evidence strongest first and never over a ceiling', () => {
    const ceilings = new Map(detectors.map(({ id, ceiling }) => [id, ceiling]));
    fc.assert(
      fc.property(fc.array(anyObservation), (observations) => {
        const ledger = observations.reduce((all, one) => enter(all, one, START_MS), emptyLedger());
        const weights = judge(ledger, START_MS).evidence.map(({ id, weight }) => {
          expect(weight).toBeLessThanOrEqual(ceilings.get(id) ?? 0);
          return weight;
        });
        expect(weights).toEqual(weights.toSorted((a, b) => b - a));
      }),
    );
  });
});
