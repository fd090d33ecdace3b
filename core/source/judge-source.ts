// Judges source text: the scripts of workers and files, and the shaders that a page hands to its graphics processor.
// Rules and lexicon are arguments; there is no clock and no I/O. It must never throw, whatever the text is.
import type { StaticVerdict } from '../protocol/observation.ts';
import {
  CONFIRMING_WEIGHT,
  holdsFor,
  type SourceFeatures,
  type SourceKind,
  type SourceRule,
} from './define-source-rule.ts';
import { hashWords } from './hash-words.ts';
import type { Lexicon } from './lexicon.ts';
import { scanText } from './text-scan.ts';

/** A rule with its id: the path below `rules/` without the ending. */
export interface LoadedSourceRule {
  readonly id: string;
  readonly rule: SourceRule;
}

/** What is to be said of one text. */
export interface SourceJudgement extends StaticVerdict {
  readonly features: SourceFeatures;
}

/** Judges one text. Never throws; its time is linear in the length. */
export function judgeSource(
  text: string,
  kind: SourceKind,
  rules: readonly LoadedSourceRule[],
  lexicon: Lexicon,
): SourceJudgement {
  return judgeFeatures(sourceFeatures(text, kind, lexicon), rules);
}

/** Judges what was found in a text. */
export function judgeFeatures(
  features: SourceFeatures,
  rules: readonly LoadedSourceRule[],
): SourceJudgement {
  const matched = rules
    .filter(({ rule }) => holdsFor(rule, features))
    .sort((a, b) => b.rule.weight - a.rule.weight);
  const strongest = matched[0]?.rule;
  const score = strongest?.weight ?? 0;
  return {
    level: score >= CONFIRMING_WEIGHT ? 'confirmed' : strongest ? 'suspected' : 'clear',
    score,
    family: strongest?.family ?? null,
    ruleIds: matched.map(({ id }) => id),
    reasons: strongest ? [`It holds ${features.found.join(', ')}.`] : [],
    features,
  };
}

/** Everything measured of one text. */
export function sourceFeatures(
  text: string,
  kind: SourceKind,
  { index, wordsIn, plain }: Lexicon,
): SourceFeatures {
  const words = hashWords(index);
  const read = plain?.(text) ?? text;
  scanText(read, words);
  return { kind, sizeChars: text.length, found: [...words.present(), ...(wordsIn?.(read) ?? [])] };
}
