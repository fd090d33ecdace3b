// What threads are believed to have computed: never more than the time that has passed and the cores that there are, whatever a
// page claims, and what is remembered of it.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EMPTY_METER,
  metered,
  recentDutyPercent,
  REMEMBERED_MS,
  takeUncounted,
  type Meter,
} from '../../../core/incident/meter.ts';

const NOON = Date.UTC(2026, 10, 23, 12);
const CORES = 4;

/** A thread reports a second each second. */
function seconds(count: number, busyPercent: number, from = NOON, start = EMPTY_METER): Meter {
  let meter = start;
  for (let second = 1; second <= count; second++)
    ({ meter } = metered(meter, window('a', 1_000, busyPercent), from + second * 1_000, CORES));
  return meter;
}

function window(thread: string, windowMs: number, busyPercent: number) {
  return { thread, windowMs, busyPercent };
}

describe('a thread', () => {
  it('has computed its share of each window', () => {
    const meter = seconds(10, 60);
    expect(takeUncounted(meter, () => true).busyMs).toBeCloseTo(6_000);
    expect(recentDutyPercent(meter, 'a', NOON + 10_000)).toBe(60);
    expect(recentDutyPercent(meter, 'b', NOON + 10_000)).toBe(0);
  });

  it('is counted once', () => {
    const { meter } = takeUncounted(seconds(10, 100), () => true);
    expect(takeUncounted(meter, () => true).busyMs).toBe(0);
    // How busy it was is still known.
    expect(recentDutyPercent(meter, 'a', NOON + 10_000)).toBe(100);
  });

  it('is remembered for two minutes at most', () => {
    const meter = seconds(3_600, 100);
    const { busyMs } = takeUncounted(meter, () => true);
    expect(busyMs).toBeGreaterThanOrEqual(REMEMBERED_MS / 2);
    expect(busyMs).toBeLessThanOrEqual(REMEMBERED_MS);
    const later = metered(meter, window('a', 1_000, 50), NOON + 7_200_000, CORES).meter;
    expect(takeUncounted(later, () => true).busyMs).toBeCloseTo(500);
  });

  it('that rests between its bursts was busy for less of its time', () => {
    const meter = seconds(5, 100, NOON + 25_000, seconds(5, 100));
    expect(recentDutyPercent(meter, 'a', NOON + 30_000)).toBe(33);
  });

  it('goes on after the clock was set back', () => {
    const meter = seconds(5, 100, NOON - 3_600_000, seconds(5, 100));
    expect(takeUncounted(meter, () => true).busyMs).toBeCloseTo(5_000);
  });
});

describe('what a page claims', () => {
  it('is no more than the time between two reports', () => {
    const claim = window('a', 3_600_000, 100);
    const first = metered(EMPTY_METER, claim, NOON, CORES);
    expect(first.busyMs).toBeLessThanOrEqual(10_000);
    const second = metered(first.meter, claim, NOON + 300, CORES);
    expect(second.busyMs).toBeCloseTo(300);
    expect(metered(second.meter, claim, NOON + 300, CORES).busyMs).toBe(0);
  });

  it('is no more than the cores of the machine', () => {
    let meter = EMPTY_METER;
    let busyMs = 0;
    for (let thread = 0; thread < 500; thread++) {
      const one = metered(meter, window(`w.${thread}`, 2_000, 100), NOON, CORES);
      meter = one.meter;
      busyMs += one.busyMs;
    }
    expect(busyMs).toBeCloseTo(2_000 * CORES);
    expect(Object.keys(meter.threads).length).toBeLessThanOrEqual(64);
  });

  it('is bounded in size and in time, in whatever order', () => {
    const report = fc.record({
      thread: fc.constantFrom('a', 'b', '__proto__', 'toString'),
      windowMs: fc.double({ min: 1, max: 3_600_000, noNaN: true }),
      busyPercent: fc.integer({ min: 0, max: 100 }),
      afterMs: fc.integer({ min: -60_000, max: 60_000 }),
    });
    fc.assert(
      fc.property(fc.array(report, { maxLength: 40 }), (reports) => {
        let [meter, at, sum] = [EMPTY_METER, NOON, 0];
        let [least, most] = [NOON, NOON];
        for (const { afterMs, ...one } of reports) {
          at += afterMs;
          [least, most] = [Math.min(least, at), Math.max(most, at)];
          const next = metered(meter, one, at, 1);
          meter = next.meter;
          sum += next.busyMs;
          expect(meter.slots.length).toBeLessThanOrEqual(32);
          for (const [, busyMs] of meter.slots) expect(busyMs).toBeLessThanOrEqual(2_000);
        }
        const forward = reports.every(({ afterMs }) => afterMs >= 0);
        if (forward) expect(sum).toBeLessThanOrEqual(most - least + 12_001);
        expect(structuredClone(meter)).toEqual(meter);
      }),
    );
  });
});
