// What a wasm rule is: declarative data over features. Rules import nothing but this file. A rule's id is its path
// below rules/ without the ending, such as `wasm/cryptonight-kernel`.
import type { ConstantSet, FeatureName, Mixer, NumericFeatures } from '../features/features.ts';

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  /** The module holds this constant set (in code operands or data). */
  | { readonly constants: ConstantSet }
  /** One of its functions rotates as this hash function does. */
  | { readonly mixers: Mixer }
  /** A numeric feature lies in a range, bounds included. */
  | { readonly feature: FeatureName; readonly atLeast?: number; readonly atMost?: number };

/** The part of a rule that runs, in every frame and worker: `export default defineRule({...})`. */
export interface WasmRule {
  readonly family: string;
  /** A `nursery` rule never refuses; a `deprecated` one is kept for its id and never matches. */
  readonly status: 'nursery' | 'experimental' | 'stable' | 'deprecated';
  /** `confirmed` refuses the module, `suspected` lets it run and watches it. */
  readonly level: 'suspected' | 'confirmed';
  /** Points, 1 to 100. */
  readonly weight: number;
  readonly when: Condition;
  /** Sentence for the analyst. `{featureName}` is replaced by the measured value. */
  readonly why: string;
}

/** The part that people read, `export const notes`: a separate export, so that no page carries it. */
export interface RuleNotes {
  readonly title: string;
  readonly falsePositives: readonly string[];
  readonly knownGaps: readonly string[];
  readonly references: readonly string[];
  /** Version of Assay that brought the rule. */
  readonly since: string;
}

/** The measured features of one real module, as far as they matter; what is left out counts as 0 or absent. */
export interface RuleCase extends Partial<NumericFeatures> {
  /** Which module this was measured on. */
  readonly of: string;
  readonly constants: readonly ConstantSet[];
  readonly mixers?: readonly Mixer[];
}

/** What must match, and what must not: the first of `clean` is the near miss. */
export interface RuleCases {
  readonly match: readonly RuleCase[];
  readonly clean: readonly RuleCase[];
}

/** Identity, for types and for the registry: `export default defineRule({...})`. */
export function defineRule(rule: WasmRule): WasmRule {
  return rule;
}
