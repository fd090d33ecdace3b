// From how many points a verdict is of a level, here and now: what the company or the person has set comes before what a
// rule pack says, and that before what ships.
import type { Thresholds } from '../../../core/evidence/fuse.ts';
import type { PolicyStore } from './policy.ts';
import type { RulesInForce } from './rules-in-force.ts';

/** The thresholds in force. */
export function thresholdsInForce({
  policy,
  rules,
}: {
  readonly policy: PolicyStore;
  readonly rules: RulesInForce;
}): Thresholds {
  const { policy: given, sources } = policy.state;
  const { thresholds } = rules.current;
  const one = (name: keyof Thresholds): number =>
    sources[name] === 'default' ? thresholds[name] : given[name];
  return { suspectedFrom: one('suspectedFrom'), confirmedFrom: one('confirmedFrom') };
}
