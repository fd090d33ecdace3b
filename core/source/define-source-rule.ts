// What a source rule is: declarative data over what a text carries. Rules import nothing but this file. A rule's id is
// its path below rules/ without the ending, such as `source/cryptonight-text`.
import type { RuleNotes } from '../rules/define-rule.ts';

/** `script`: JavaScript and asm.js, pages included; `shader`: WGSL and GLSL. */
export type SourceKind = 'script' | 'shader';

/** What was found in one text. */
export interface SourceFeatures {
  readonly kind: SourceKind;
  readonly sizeChars: number;
  /** Names of the sets of published hash constants, and the words of mining programs, that stand in the text. */
  readonly found: readonly string[];
}

/** At least so many of these constant sets and words, which are written with spaces between them. */
export type Need = readonly [atLeast: number, of: string];

/** The part of a rule that runs, in every frame and worker: `export default defineSourceRule({...})`. */
export interface SourceRule {
  readonly kind: SourceKind;
  readonly family: string;
  /** Points, 1 to 100: from CONFIRMING_WEIGHT the text is refused, below it is let run and watched. */
  readonly weight: number;
  /** All of these must hold. */
  readonly needs: readonly Need[];
  /** None of these may be there. */
  readonly unless?: string;
  readonly mostChars?: number;
}

export const CONFIRMING_WEIGHT = 85;

/** The part that people read, `export const notes`: a separate export, so that no page carries it. */
export type SourceRuleNotes = RuleNotes;

/** What was found in one real text; what is left out counts as 0 or absent. */
export interface SourceRuleCase {
  /** Which text this was measured on. */
  readonly of: string;
  readonly sizeChars: number;
  readonly constants: readonly string[];
  readonly words?: readonly string[];
}

/** What must match, and what must not: the first of `clean` is the near miss. */
export interface SourceRuleCases {
  readonly match: readonly SourceRuleCase[];
  readonly clean: readonly SourceRuleCase[];
}

/** Identity, for types. */
export function defineSourceRule(rule: SourceRule): SourceRule {
  return rule;
}

/** Says whether a rule holds for what was found in a text. */
export function holdsFor(rule: SourceRule, features: SourceFeatures): boolean {
  const among = (names: string): number =>
    names.split(' ').filter((name) => features.found.includes(name)).length;
  return (
    rule.kind === features.kind &&
    rule.needs.every(([atLeast, of]) => among(of) >= atLeast) &&
    among(rule.unless ?? '') === 0 &&
    features.sizeChars <= (rule.mostChars ?? Infinity)
  );
}
