// What is added to an incident, within what a machine can have given, and what it comes to in energy and money.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Owed } from '../../../core/incident/bill.ts';
import { withCost } from '../../../core/incident/cost.ts';
import { energyOf, sumOfCosts } from '../../../core/incident/energy.ts';
import { incidentSchema, type LoadPoint } from '../../../core/incident/incident.ts';
import { mergedLoad } from '../../../core/incident/load.ts';
import { sampleIncident } from '../report/incident-samples.ts';

const NOON = Date.UTC(2026, 10, 23, 12);
const fresh = sampleIncident({
  firstSeenAt: NOON,
  lastSeenAt: NOON,
  cost: { observedCoreMs: 0, avoidedCoreMs: 0 },
});

function owed(changes: Partial<Owed>): Owed {
  return { observedMs: 0, observedUntil: 0, avoidedMs: 0, load: [], ...changes };
}

describe('energy', () => {
  it('is that of the worked example in docs/cost.md', () => {
    const basis = { wattsPerCore: 6, energyPriceCents: 30, currency: 'EUR' };
    expect(energyOf(9_600, basis).wattHours).toBeCloseTo(0.016);
    expect(energyOf(6_912_000, basis).wattHours).toBeCloseTo(11.52);
    expect(energyOf(6_912_000, basis).price).toBeCloseTo(0.003456, 6);
  });

  it('is not known where nobody has set the figures', () => {
    const unset = { wattsPerCore: 0, energyPriceCents: 30, currency: 'EUR' };
    expect(energyOf(1_000, unset)).toEqual({ wattHours: null, price: null });
    expect(energyOf(3_600_000, { ...unset, wattsPerCore: 5, energyPriceCents: 0 })).toEqual({
      wattHours: 5,
      price: null,
    });
  });
});

describe('what is added to an incident', () => {
  it('keeps what was measured and what is estimated apart', () => {
    const once = withCost(fresh, owed({ observedMs: 1_500, observedUntil: NOON + 5_000 }), {
      at: NOON + 9_000,
      cores: 4,
    });
    const twice = withCost(once, owed({ avoidedMs: 2_000.6 }), { at: NOON + 9_000, cores: 4 });
    expect(twice.cost).toEqual({ observedCoreMs: 1_500, avoidedCoreMs: 2_001 });
    expect(twice.lastSeenAt).toBe(NOON + 5_000);
    expect(sumOfCosts([twice.cost, once.cost])).toEqual({
      observedCoreMs: 3_000,
      avoidedCoreMs: 2_001,
    });
  });

  it('is nothing where nothing is owed', () => {
    expect(withCost(fresh, owed({}), { at: NOON, cores: 4 })).toBe(fresh);
  });

  it('is no more than all cores since it began, and never takes away', () => {
    const forged = owed({ observedMs: 1e12, avoidedMs: 1e12 });
    const { cost } = withCost(fresh, forged, { at: NOON + 60_000, cores: 2 });
    expect(cost).toEqual({ observedCoreMs: 360_000, avoidedCoreMs: 360_000 });
    const back = withCost({ ...fresh, cost }, forged, { at: NOON - 60_000, cores: 2 });
    expect(back.cost).toEqual(cost);
  });
});

describe('the load over time', () => {
  const points = (from: number, count: number, percent = 100): LoadPoint[] =>
    Array.from({ length: count }, (_, at) => [from + at * 2_000, percent]);

  it('is in order, and adds up what two documents used at once', () => {
    expect(mergedLoad(points(NOON + 2_000, 2), points(NOON, 2, 50))).toEqual([
      [NOON, 50],
      [NOON + 2_000, 150],
      [NOON + 4_000, 100],
    ]);
  });

  it('of a long life keeps the newest points as they are, and of the older ones the means', () => {
    let load: readonly LoadPoint[] = [];
    for (let minute = 0; minute < 600; minute++)
      load = mergedLoad(load, points(NOON + minute * 60_000, 30, 100 + minute));
    expect(load.length).toBeLessThanOrEqual(60);
    expect(load.at(-1)).toEqual([NOON + 599 * 60_000 + 58_000, 699]);
    expect(load[0]?.[0]).toBe(NOON);
    expect(load.map(([at]) => at)).toEqual(load.map(([at]) => at).sort((a, b) => a - b));
  });

  it('makes an incident that passes the schema, whatever is owed', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 2e12 }), fc.integer({ min: 0, max: 6_400 }));
    const amount = fc.double({ min: 0, max: 1e13, noNaN: true });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 300 }), amount, amount, (load, a, b) => {
        const some = owed({ load, observedMs: a, avoidedMs: b, observedUntil: NOON });
        incidentSchema.parse(withCost(fresh, some, { at: NOON + 1, cores: 64 }));
      }),
    );
  });
});
