// What mining cost, added to the incident that tells of it. What was measured is never added to what is estimated (docs/cost.md).
// Pure.
import type { Owed } from './bill.ts';
import type { Incident } from './incident.ts';
import { mergedLoad } from './load.ts';
import { REMEMBERED_MS } from './meter.ts';

/**
 * The incident with what is owed to it. Neither of the two can be more than the machine has given since it began.
 * @param at now, ms since the epoch @returns the same one when there is nothing to add
 */
export function withCost(
  incident: Incident,
  { observedMs, observedUntil, avoidedMs, load }: Owed,
  { at, cores }: { readonly at: number; readonly cores: number },
): Incident {
  const { cost, firstSeenAt, lastSeenAt } = incident;
  if (observedMs < 1 && avoidedMs < 1 && load.length === 0) return incident;
  const mostMs = Math.round((Math.max(0, at - firstSeenAt) + REMEMBERED_MS) * cores);
  return {
    ...incident,
    lastSeenAt: Math.max(lastSeenAt, observedUntil),
    cost: {
      observedCoreMs: raised(cost.observedCoreMs, observedMs, mostMs),
      avoidedCoreMs: raised(cost.avoidedCoreMs, avoidedMs, mostMs),
    },
    load: mergedLoad(incident.load, load),
  };
}

function raised(before: number, more: number, most: number): number {
  return Math.max(before, Math.min(before + Math.round(more), most));
}
