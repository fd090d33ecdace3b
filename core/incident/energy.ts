// Core-seconds turned into energy and money by the figures of the policy. A figure that nobody has set stays unknown
// (docs/cost.md). Pure, and without weight: all our pages carry it.
import type { Policy } from '../policy/policy-keys.ts';
import type { Cost } from './incident.ts';

/** Figures of the company. 0 stands for "not set". */
export type CostBasis = Pick<Policy, 'wattsPerCore' | 'energyPriceCents' | 'currency'>;

export interface Energy {
  /** Null where the watts of a core are not set. */
  readonly wattHours: number | null;
  /** In the currency of the basis; null where watts or price are not set. */
  readonly price: number | null;
}

/** @param coreMs computing time in milliseconds of one core */
export function energyOf(coreMs: number, { wattsPerCore, energyPriceCents }: CostBasis): Energy {
  if (wattsPerCore === 0) return { wattHours: null, price: null };
  const wattHours = (coreMs / 3_600_000) * wattsPerCore;
  if (energyPriceCents === 0) return { wattHours, price: null };
  return { wattHours, price: ((wattHours / 1_000) * energyPriceCents) / 100 };
}

/** Each of the two for itself. */
export function sumOfCosts(costs: Iterable<Cost>): Cost {
  let [observedCoreMs, avoidedCoreMs] = [0, 0];
  for (const cost of costs) {
    observedCoreMs += cost.observedCoreMs;
    avoidedCoreMs += cost.avoidedCoreMs;
  }
  return { observedCoreMs, avoidedCoreMs };
}
