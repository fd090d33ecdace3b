// Verdict and evidence as sentences for people: what was seen, how sure we are and who measured it. It adds no
// judgement of its own: every point shown is one that fuse.ts counted, so that a reader can redo the sum.
import type { Evidence, Fact, Verdict, VerdictLevel } from './evidence.ts';
import { CONFIRMED_FROM, kindsOf, mayConfirm } from './fuse.ts';

/** One piece of evidence as a reader sees it. */
export interface ExplainedEvidence {
  readonly id: string;
  readonly sentence: string;
  /** Points that counted in the score. */
  readonly points: number;
  readonly trust: Evidence['trust'];
  /** Who measured it, as a short phrase. */
  readonly measuredBy: string;
  /** Why fewer points counted than the evidence weighs; empty when all counted. */
  readonly note: string;
  readonly facts: readonly { readonly label: string; readonly text: string }[];
}

export interface Explanation {
  /** E.g. `Confirmed, 92 of 100`. */
  readonly howSure: string;
  /** What the level means and how the points add up, in one or two sentences. */
  readonly sum: string;
  /** Most points first; evidence that counted nothing comes last. */
  readonly evidence: readonly ExplainedEvidence[];
}

const LEVEL_NAMES: Readonly<Record<VerdictLevel, string>> = {
  clear: 'Clear',
  suspected: 'Suspected',
  confirmed: 'Confirmed',
};

const LEVEL_MEANINGS: Readonly<Record<VerdictLevel, string>> = {
  clear: 'Nothing here points to mining.',
  suspected: 'Signs of mining, but other programs can look like this.',
  confirmed: 'The evidence is strong enough to call this mining.',
};

/** Lists and names say what something is, not what a page did: no strength of evidence is claimed. */
const OWN_MEANINGS: Readonly<Record<string, string>> = {
  'detect/listed-host': 'The host is on the list.',
  'detect/miner-download':
    'A download is judged by its name and by where it comes from; nobody has read the file.',
};

const MEASURED_BY: Readonly<Record<Evidence['trust'], string>> = {
  background: 'seen by the background',
  page: 'reported from the page',
};

const NOTHING_KEPT = 'No details were kept for this part of the score.';

/** Everything a detail view needs, from the verdict and the evidence of one incident. */
export function explain(verdict: Verdict, evidence: readonly Evidence[]): Explanation {
  const lines = pairWithPoints(verdict, evidence);
  return { howSure: howSure(verdict), sum: sumSentence(verdict, evidence), evidence: lines };
}

/** E.g. `Suspected, 60 of 100`. */
export function howSure(verdict: Verdict): string {
  return `${LEVEL_NAMES[verdict.level]}, ${whole(verdict.score)} of 100`;
}

/** The sentences of the evidence, strongest first, each once. */
export function sentencesOf(verdict: Verdict, evidence: readonly Evidence[]): readonly string[] {
  const sentences = pairWithPoints(verdict, evidence).map((line) => line.sentence);
  return [...new Set(sentences)];
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
  return {
    id: item.id,
    sentence: item.sentence,
    points,
    trust: item.trust,
    measuredBy: MEASURED_BY[item.trust],
    note: noteOn(item, points),
    facts: Object.entries(item.facts)
      .filter(([name, value]) => saysSomething(name, value))
      .map(([name, value]) => explainFact(name, value)),
  };
}

function withoutEvidence(id: string, points: number): ExplainedEvidence {
  const measuredBy = 'details not kept';
  return { id, sentence: NOTHING_KEPT, points, trust: 'page', measuredBy, note: '', facts: [] };
}

function noteOn(item: Evidence, points: number): string {
  if (points >= item.weight) return '';
  if (points === 0) return `Weighs ${whole(item.weight)}, but did not count in this verdict.`;
  return `Weighs ${whole(item.weight)}; ${whole(points)} counted.`;
}

function sumSentence(verdict: Verdict, evidence: readonly Evidence[]): string {
  const total = verdict.contributions.reduce((sum, { points }) => sum + points, 0);
  const meaning = meaningOf(verdict);
  if (verdict.contributions.length === 0) return `${meaning} No evidence counted.`;
  const capped = Math.round(total) > 100 ? `, capped at ${whole(verdict.score)}` : '';
  return `${meaning} The points below add up to ${whole(total)}${capped}.${missing(verdict, evidence)}`;
}

/** Why enough points are no confirmation. */
function missing({ level, score }: Verdict, evidence: readonly Evidence[]): string {
  if (level === 'confirmed' || score < CONFIRMED_FROM || mayConfirm(kindsOf(evidence))) return '';
  return ' That would be enough, but signs confirm only beside work that was measured.';
}

function meaningOf({ level, contributions }: Verdict): string {
  const [first] = contributions;
  const own = contributions.every(({ id }) => id === first?.id) && OWN_MEANINGS[first?.id ?? ''];
  return own || LEVEL_MEANINGS[level];
}

const UNITS: readonly (readonly [suffix: string, unit: string])[] = [
  ['Percent', ' %'],
  ['Bytes', ' bytes'],
  ['Ms', ' ms'],
];

/** Facts whose name does not speak for itself. */
const LABELS: Readonly<Record<string, string>> = {
  api: 'Compiled by',
  sha256: 'SHA-256',
  refusedCount: 'Modules refused',
  suspectedCount: 'Modules suspected',
  resourceType: 'Kind of request',
  sentCount: 'Messages sent',
  receivedCount: 'Messages received',
};

/** By these the background finds frames, threads and sockets again. */
const NAMES_OF_OURS = ['frames', 'threadIds', 'sockets', 'talkers'];

/** Numbers of frames and threads mean nothing to a reader, and what was counted zero times was not seen. */
function saysSomething(name: string, value: Fact): boolean {
  return !NAMES_OF_OURS.includes(name) && !(name.endsWith('Count') && value === 0);
}

/** `dutyPercent: 97` becomes `Duty: 97 %`: the house puts units into names, people want them at the number. */
function explainFact(name: string, value: Fact): { readonly label: string; readonly text: string } {
  const unit =
    typeof value === 'number' ? UNITS.find(([suffix]) => name.endsWith(suffix)) : undefined;
  const stem = unit === undefined ? name : name.slice(0, -unit[0].length);
  return {
    label: LABELS[name] ?? asWords(stem || name),
    text: factText(value) + (unit?.[1] ?? ''),
  };
}

function factText(value: Fact): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return value.toLocaleString('en-GB', { maximumFractionDigits: 2 });
  return typeof value === 'string' ? value : value.join(', ');
}

/** `kernelShare` -> `Kernel share`; `gpu-work` -> `Gpu work`. */
function asWords(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[-_]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function whole(points: number): string {
  return String(Math.round(points));
}
