// Evaluates the conditions of rules over measured features. Pure and total: any rule, any features, a yes or a no.
import type { ConstantSet, FeatureName } from '../features/features.ts';
import type { Condition } from './define-rule.ts';

/** Features as a rule sees them; a number that is left out counts as 0. */
export type Measured = Readonly<Partial<Record<FeatureName, number>>> & {
  readonly constants: readonly ConstantSet[];
};

/** Whether the condition holds. An empty `all` holds, an empty `any` does not. */
export function holds(condition: Condition, measured: Measured): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, measured));
  if ('any' in condition) return condition.any.some((part) => holds(part, measured));
  if ('not' in condition) return !holds(condition.not, measured);
  if ('constants' in condition) return measured.constants.includes(condition.constants);
  const value = measured[condition.feature] ?? 0;
  return value >= (condition.atLeast ?? -Infinity) && value <= (condition.atMost ?? Infinity);
}

/** The rule's sentence with `{featureName}` replaced by the measured value. */
export function explain(why: string, measured: Measured): string {
  return why.replace(/\{(\w+)\}/g, (_, name: string) => String(measured[name as FeatureName] ?? 0));
}
