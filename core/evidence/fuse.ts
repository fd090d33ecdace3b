// Fuses the evidence of one origin of a tab into a verdict. Points are added, each capped at its detector's ceiling, and
// two thresholds make three levels. Points alone do not confirm: what decides by itself must be among the evidence, or
// signs of two kinds of which one is work that was measured (docs/decisions/013-fusion-by-kinds.md).
import type { Evidence, EvidenceKind, Verdict, VerdictLevel } from './evidence.ts';

/** Points, 0 to 100, from which a verdict is of a level. */
export interface Thresholds {
  readonly suspectedFrom: number;
  readonly confirmedFrom: number;
}

export const SUSPECTED_FROM = 50;
export const CONFIRMED_FROM = 85;
/** What holds where no rule pack says otherwise. */
export const DEFAULT_THRESHOLDS: Thresholds = {
  suspectedFrom: SUSPECTED_FROM,
  confirmedFrom: CONFIRMED_FROM,
};

const DECISIVE: readonly EvidenceKind[] = ['host', 'artefact'];

/** @param evidence what each detector says, already capped by its ceiling */
export function fuse(
  evidence: readonly Evidence[],
  thresholds: Thresholds = DEFAULT_THRESHOLDS,
): Verdict {
  const contributions = evidence
    .map(({ id, weight }) => ({ id, points: pointsOf(weight) }))
    .sort((a, b) => b.points - a.points);
  const score = Math.min(
    100,
    contributions.reduce((sum, { points }) => sum + points, 0),
  );
  return { level: levelOf(score, kindsOf(evidence), thresholds), score, contributions };
}

/** Whether signs of these kinds may confirm together. */
export function mayConfirm(kinds: ReadonlySet<EvidenceKind>): boolean {
  return isDecisive(kinds) || (kinds.has('work') && kinds.size > 1);
}

/** Whether one of these kinds confirms by itself. */
export function isDecisive(kinds: ReadonlySet<EvidenceKind>): boolean {
  return DECISIVE.some((kind) => kinds.has(kind));
}

/** The kinds of all evidence that counts. */
export function kindsOf(evidence: readonly Evidence[]): ReadonlySet<EvidenceKind> {
  return new Set(evidence.filter(({ weight }) => pointsOf(weight) > 0).map(({ kind }) => kind));
}

/** A weight that is no number counts as nothing: one broken detector must not silence the others. */
function pointsOf(weight: number): number {
  return Math.max(0, Math.min(100, weight || 0));
}

function levelOf(
  score: number,
  kinds: ReadonlySet<EvidenceKind>,
  { suspectedFrom, confirmedFrom }: Thresholds,
): VerdictLevel {
  if (score >= confirmedFrom && mayConfirm(kinds)) return 'confirmed';
  return score >= suspectedFrom ? 'suspected' : 'clear';
}
