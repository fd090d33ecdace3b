// A short run of `npm run fuzz` with a fixed seed, and that the run would notice: a fuzzer that finds nothing in anything
// is worth nothing.
import { describe, expect, it } from 'vitest';
import { fuzz } from '../../cli/fuzz.ts';
import { at } from '../at.ts';
import { corpusModules } from '../corpus-modules.ts';
import { findingOf, inputOf, plans, sectionsOf, smallest } from '../corpus/fuzz.ts';

describe('damaged modules', () => {
  it('never throw, hang or disturb the next one, and end where engines say', () => {
    const report = fuzz({ inputs: 5_000, seed: 3, from: 0 });
    expect(report.finding).toBeNull();
    expect(report.inputs).toBe(5_000);
    // Most inputs must be worth something: refused at an offset, or valid in spite of the damage.
    expect(report.valid).toBeGreaterThan(300);
    expect(report.refused).toBeGreaterThan(1_500);
  });

  it('are the same for the same seed and number', () => {
    const all = [...plans(5, 0, 1_200)];
    expect([...plans(5, 700, 703)]).toEqual(all.slice(700, 703));
    expect([...plans(6, 0, 3)]).not.toEqual(all.slice(0, 3));
  });
});

describe('a finding', () => {
  const whole = at(
    corpusModules().filter(({ name }) => name === 'friendly-pow'),
    0,
  ).bytes;

  it('is a module that is read otherwise in pieces', () => {
    expect(findingOf(whole, [1, 500, 2_000])).toBeNull();
    // Pieces that are not those of the whole: what a reader that keeps too much or too little would make of them.
    class Fickle extends Uint8Array {
      override slice(from?: number, to?: number): Uint8Array<ArrayBuffer> {
        return new Uint8Array(this).slice(from, to).fill(0, 9);
      }
    }
    expect(findingOf(new Fickle(whole), [500])?.kind).toBe('chunks');
  });

  it('is an answer that no module may get', () => {
    class Hostile extends Uint8Array {
      override subarray(): never {
        throw new TypeError('gotcha');
      }
    }
    expect(findingOf(new Hostile(whole), [])?.detail).toContain('gotcha');
  });

  it('is made smaller as long as it stays', () => {
    const plan = [...plans(1, 0, 50)].find(({ soup }) => soup === null);
    const input = plan ? inputOf(plan, [whole]) : whole;
    expect(smallest(input, [9], 'no such kind', 50)).toEqual(input);
  });

  it('knows where sections end', () => {
    expect(at(sectionsOf(whole).slice(-1), 0).end).toBe(whole.length);
  });
});
