// Counters of what was dropped: a page can name its own, but neither without bound nor in place of ours.
import { describe, expect, it } from 'vitest';
import { DiagnosticCounters } from '../../../entrypoints/background/services/diagnostics.ts';

describe('DiagnosticCounters', () => {
  it('adds up by name and lists by name', () => {
    const counters = new DiagnosticCounters();
    counters.count('b');
    counters.count('a', 3);
    counters.count('b');
    counters.countFromPage('b', 4);
    expect(counters.snapshot()).toEqual({ a: 3, b: 2, 'page: b': 4 });
    expect(Object.keys(counters.snapshot())).toEqual(['a', 'b', 'page: b']);
  });

  it('keeps no name for nothing', () => {
    const counters = new DiagnosticCounters();
    counters.count('a', 0);
    counters.countFromPage('a', 0);
    expect(counters.snapshot()).toEqual({});
  });

  it('is bounded in the names of pages, and loses no count', () => {
    const counters = new DiagnosticCounters();
    for (let index = 0; index < 10_000; index++) counters.countFromPage(`n${index}`, 1);
    counters.countFromPage('n0', 1);
    const snapshot = counters.snapshot();
    expect(Object.keys(snapshot).length).toBeLessThanOrEqual(201);
    expect(snapshot['page: n0']).toBe(2);
    expect(Object.values(snapshot).reduce((sum, amount) => sum + amount, 0)).toBe(10_001);
  });

  it('keeps our own counters apart, however many names a page made up', () => {
    const counters = new DiagnosticCounters();
    for (let index = 0; index < 1_000; index++) counters.countFromPage(`n${index}`, 1);
    counters.count('incident writes failed');
    expect(counters.snapshot()['incident writes failed']).toBe(1);
  });

  it('takes names that are properties of every object', () => {
    const counters = new DiagnosticCounters();
    for (const name of ['constructor', '__proto__', 'toString']) counters.countFromPage(name, 1);
    expect(counters.snapshot()['page: __proto__']).toBe(1);
  });
});
