// By what a verdict is made, here and now: from how many points it is of a level, where what the company or the person has set
// comes before what a rule pack says, and that before what ships; and which detectors do not count.
import type { Thresholds } from '../../../core/evidence/fuse.ts';
import type { Criteria } from '../../../core/evidence/ledger.ts';
import type { PolicyStore } from './policy.ts';
import type { RulesInForce } from './rules-in-force.ts';

/** The criteria in force. */
export function criteriaInForce({
  policy,
  rules,
}: {
  readonly policy: PolicyStore;
  readonly rules: RulesInForce;
}): Criteria {
  const { policy: given, sources } = policy.state;
  const { thresholds } = rules.current;
  const one = (name: keyof Thresholds): number =>
    sources[name] === 'default' ? thresholds[name] : given[name];
  const { disabledDetectors } = given;
  return {
    suspectedFrom: one('suspectedFrom'),
    confirmedFrom: one('confirmedFrom'),
    disabledDetectors,
  };
}
