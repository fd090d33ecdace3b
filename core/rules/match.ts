// Evaluates the conditions of rules over measured features. Pure and total: any rule, any features, a yes or a no.
import type { ConstantSet, FeatureName, Mixer } from '../features/features.ts';
import type { Condition } from './define-rule.ts';

/** Features as a rule sees them; a number that is left out counts as 0. */
export type Measured = Readonly<Partial<Record<FeatureName, number>>> & {
  readonly constants: readonly ConstantSet[];
  readonly mixers?: readonly Mixer[];
};

/** Whether the condition holds. An empty `all` holds, an empty `any` does not. */
export function holds(condition: Condition, measured: Measured): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, measured));
  if ('any' in condition) return condition.any.some((part) => holds(part, measured));
  if ('not' in condition) return !holds(condition.not, measured);
  if ('constants' in condition) return measured.constants.includes(condition.constants);
  if ('mixers' in condition) return measured.mixers?.includes(condition.mixers) === true;
  const value = measured[condition.feature] ?? 0;
  return value >= (condition.atLeast ?? -Infinity) && value <= (condition.atMost ?? Infinity);
}

/** The rule's sentence with `{featureName}` replaced by the measured value. */
export function explain(why: string, measured: Measured): string {
  // No regular expression: to compile one takes longer than all rules, and a page waits.
  const [start = '', ...rest] = why.split('{');
  return rest.reduce((text, part) => {
    const [name = '', after = ''] = part.split('}');
    return `${text}${measured[name as FeatureName] ?? 0}${after}`;
  }, start);
}
