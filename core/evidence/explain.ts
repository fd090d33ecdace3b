// Verdict and evidence taken apart for people: what each part weighs, what of it counted, how the points add up and why they
// confirm or do not. It gives numbers and codes, which pages put into words, and English for reports. It adds no judgement of
// its own: every point shown is one that fuse.ts counted, so that a reader can redo the sum.
import type { Evidence, EvidenceKind, Fact, Trust, Verdict, VerdictLevel } from './evidence.ts';
import { CONFIRMED_FROM, isDecisive, kindsOf, mayConfirm, SUSPECTED_FROM } from './fuse.ts';

/** A fact under its own name; its unit is not part of that name. */
export interface ExplainedFact {
  readonly name: string;
  /** The name in English words, without the unit. */
  readonly words: string;
  readonly value: Fact;
  readonly unit: 'percent' | 'bytes' | 'ms' | null;
}

/** One piece of evidence as a reader sees it. */
export interface ExplainedEvidence {
  readonly id: string;
  /** Empty where only the points were kept. */
  readonly sentence: string;
  /** Points that counted in the score. */
  readonly points: number;
  /** Points that it weighs by itself. */
  readonly weight: number;
  /** Null where only the points were kept. */
  readonly trust: Trust | null;
  readonly kind: EvidenceKind | null;
  readonly facts: readonly ExplainedFact[];
}

/** What the level means; lists and names say what something is, not what a page did, and claim no strength of evidence. */
export type Meaning = VerdictLevel | 'listed' | 'download' | 'dashboard' | 'extension';

/** Why the points make this level; `own-bounds` where the usual bounds do not explain it. */
export type Ground =
  | 'decides-by-itself'
  | 'work-beside-another-kind'
  | 'lacks-work'
  | 'below-confirmed'
  | 'below-suspected'
  | 'own-bounds';

export interface Explanation {
  readonly meaning: Meaning;
  readonly ground: Ground;
  /** All points together; the score is at most 100 of them. */
  readonly totalPoints: number;
  /** Most points first; evidence that counted nothing comes last. */
  readonly evidence: readonly ExplainedEvidence[];
}

/** Points from which a verdict is of a level where no rule pack says otherwise. */
export const USUAL_BOUNDS = { suspected: SUSPECTED_FROM, confirmed: CONFIRMED_FROM } as const;

/** Everything a detail view needs, from the verdict and the evidence of one incident. */
export function explain(verdict: Verdict, evidence: readonly Evidence[]): Explanation {
  return {
    meaning: meaningOf(verdict),
    ground: groundOf(verdict, evidence),
    totalPoints: verdict.contributions.reduce((sum, { points }) => sum + points, 0),
    evidence: pairWithPoints(verdict, evidence),
  };
}

const LEVEL_NAMES: Readonly<Record<VerdictLevel, string>> = {
  clear: 'Clear',
  suspected: 'Suspected',
  confirmed: 'Confirmed',
};

/** In English, for reports. E.g. `Suspected, 60 of 100`. */
export function howSure(verdict: Verdict): string {
  return `${LEVEL_NAMES[verdict.level]}, ${Math.round(verdict.score)} of 100`;
}

/** The sentences of the evidence, strongest first, each once. */
export function sentencesOf(verdict: Verdict, evidence: readonly Evidence[]): readonly string[] {
  const sentences = pairWithPoints(verdict, evidence).map((line) => line.sentence);
  return [...new Set(sentences)].filter(Boolean);
}

/** Evidence and contributions share ids, and an id may speak twice (two listed hosts): paired in order. */
function pairWithPoints(
  verdict: Verdict,
  evidence: readonly Evidence[],
): readonly ExplainedEvidence[] {
  const unclaimed = [...verdict.contributions];
  const lines = evidence.map((item) => {
    const at = unclaimed.findIndex((contribution) => contribution.id === item.id);
    const points = at < 0 ? 0 : (unclaimed.splice(at, 1)[0]?.points ?? 0);
    return explainOne(item, points);
  });
  const orphans = unclaimed.map(({ id, points }) => withoutEvidence(id, points));
  return [...lines, ...orphans].sort((a, b) => b.points - a.points);
}

function explainOne(item: Evidence, points: number): ExplainedEvidence {
  const { id, sentence, weight, trust, kind } = item;
  return { id, sentence, points, weight, trust, kind, facts: factsOf(item) };
}

function withoutEvidence(id: string, points: number): ExplainedEvidence {
  return { id, sentence: '', points, weight: points, trust: null, kind: null, facts: [] };
}

const OWN_MEANINGS: Readonly<Record<string, Meaning>> = {
  'detect/listed-host': 'listed',
  'detect/miner-download': 'download',
  'detect/mining-dashboard': 'dashboard',
  'detect/mining-extension': 'extension',
};

function meaningOf({ level, contributions }: Verdict): Meaning {
  const [first] = contributions;
  const isAlone = contributions.every(({ id }) => id === first?.id);
  return (isAlone && OWN_MEANINGS[first?.id ?? '']) || level;
}

/** A rule pack may move the bounds; an incident does not keep them. */
function groundOf({ level, score }: Verdict, evidence: readonly Evidence[]): Ground {
  const kinds = kindsOf(evidence);
  if (level === 'confirmed') {
    if (score < CONFIRMED_FROM || !mayConfirm(kinds)) return 'own-bounds';
    return isDecisive(kinds) ? 'decides-by-itself' : 'work-beside-another-kind';
  }
  if (score >= CONFIRMED_FROM) return mayConfirm(kinds) ? 'own-bounds' : 'lacks-work';
  if (score >= SUSPECTED_FROM !== (level === 'suspected')) return 'own-bounds';
  return level === 'suspected' ? 'below-confirmed' : 'below-suspected';
}

/** By these the background finds frames, threads and sockets again. */
const NAMES_OF_OURS = ['frames', 'threadIds', 'sockets', 'talkers'];

/** The facts that say something to a reader: no numbers of ours, and nothing that was counted zero times. */
export function factsOf({ facts }: Pick<Evidence, 'facts'>): readonly ExplainedFact[] {
  return Object.entries(facts)
    .filter(([name, value]) => saysSomething(name, value))
    .map(([name, value]) => explainFact(name, value));
}

function saysSomething(name: string, value: Fact): boolean {
  return !NAMES_OF_OURS.includes(name) && !(name.endsWith('Count') && value === 0);
}

const UNITS = { Percent: 'percent', Bytes: 'bytes', Ms: 'ms' } as const;

/** `dutyPercent: 97` is the duty of 97 percent: the house puts units into names, people want them at the number. */
function explainFact(name: string, value: Fact): ExplainedFact {
  const suffix = (['Percent', 'Bytes', 'Ms'] as const).find((one) => name.endsWith(one));
  if (suffix === undefined || typeof value !== 'number')
    return { name, words: asWords(name), value, unit: null };
  const stem = name.slice(0, -suffix.length) || name;
  return { name, words: asWords(stem), value, unit: UNITS[suffix] };
}

/** `kernelShare` -> `Kernel share`; `gpu-work` -> `Gpu work`. */
function asWords(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[-_]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
