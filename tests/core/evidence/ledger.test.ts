// The ledger of a tab: what it was told comes out as evidence, it survives the end of the background, and a ledger that
// an older version saved is still a ledger.
import * as fc from 'fast-check';
import { DEFAULT_THRESHOLDS } from '../../../core/evidence/fuse.ts';
import { describe, expect, it } from 'vitest';
import { detectors } from '../../../core/detect/registry.ts';
import {
  emptyLedger,
  enter,
  enterOf,
  judge,
  ledgerKey,
  overview,
  type Ledger,
  type Ledgers,
} from '../../../core/evidence/ledger.ts';
import { anyObservation } from '../observations.ts';
import { busySecond, poolDialogue } from '../sample-observations.ts';

const START_MS = 1_800_000_000_000;
const dialogue = poolDialogue;

function afterSeconds(seconds: number, ledger: Ledger): Ledger {
  for (let second = 1; second <= seconds; second++)
    for (const worker of ['a', 'b'])
      ledger = enter(ledger, busySecond(worker), START_MS + 1_000 * second);
  return ledger;
}

describe('the ledger', () => {
  it('is clear when nothing was entered', () => {
    expect(judge(emptyLedger(), START_MS)).toMatchObject({
      evidence: [],
      verdict: { level: 'clear', score: 0, contributions: [] },
    });
  });

  it('adds up what different detectors say: work and dialogue confirm', () => {
    const talking = enter(emptyLedger(), dialogue, START_MS);
    const { evidence, verdict } = judge(afterSeconds(8, talking), START_MS + 8_000);
    expect(evidence.map(({ id }) => id).sort()).toEqual(['detect/pool-dialogue', 'detect/work']);
    expect(verdict).toMatchObject({ level: 'confirmed', score: 85 });
  });

  it('does not confirm before the workers were busy for a while', () => {
    const talking = enter(emptyLedger(), dialogue, START_MS);
    expect(judge(afterSeconds(2, talking), START_MS + 2_000).verdict.level).toBe('suspected');
  });

  it('forgets the work of threads that fell silent, and keeps the dialogue', () => {
    const ledger = afterSeconds(8, enter(emptyLedger(), dialogue, START_MS));
    expect(judge(ledger, START_MS + 90_000).evidence.map(({ id }) => id)).toEqual([
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

describe('the ledgers of a tab', () => {
  it('keep origins apart, and show people all of them', () => {
    let { ledgers } = enterOf({}, 'https://ad.test', dialogue, START_MS);
    for (let second = 1; second <= 8; second++)
      for (const worker of ['a', 'b'])
        ({ ledgers } = enterOf(
          ledgers,
          'https://shop.test',
          busySecond(worker),
          START_MS + 1_000 * second,
        ));
    const at = START_MS + 8_000;
    const levels = Object.values(ledgers).map((ledger) => judge(ledger, at).verdict.level);
    expect(levels).toEqual(['suspected', 'clear']);
    expect(overview(ledgers, at)).toMatchObject({ level: 'suspected' });
    expect(overview(ledgers, at).sentences).toHaveLength(2);
    expect(overview({}, at)).toEqual({ level: 'clear', sentences: [] });
  });

  it('are bounded: later origins share one', () => {
    let ledgers: Ledgers = {};
    for (let index = 0; index < 500; index++)
      ({ ledgers } = enterOf(ledgers, `https://${index}.test`, dialogue, START_MS));
    expect(Object.keys(ledgers).length).toBeLessThanOrEqual(51);
    const late = enterOf(ledgers, 'https://late.test', dialogue, START_MS);
    expect(judge(late.ledger, START_MS).verdict.level).toBe('suspected');
    expect(Object.keys(late.ledgers)).toEqual(Object.keys(ledgers));
  });

  it('give sandboxed frames one each', () => {
    expect(ledgerKey('null', 3)).not.toBe(ledgerKey('null', 4));
    expect(ledgerKey('https://a.test', 3)).toBe(ledgerKey('https://a.test', 4));
  });
});

describe('a detector that the policy has disabled', () => {
  it('does not count', () => {
    const ledger = enter(emptyLedger(), dialogue, START_MS);
    const [said] = judge(ledger, START_MS).evidence;
    expect(said?.id).toBe('detect/pool-dialogue');
    const criteria = { ...DEFAULT_THRESHOLDS, disabledDetectors: ['detect/pool-dialogue'] };
    expect(judge(ledger, START_MS, criteria)).toMatchObject({
      evidence: [],
      verdict: { level: 'clear', score: 0 },
    });
  });
});
