// Fuses the evidence of one tab into a verdict: points are added, each capped at its detector's ceiling. The thresholds
// are chosen so that no page-world behaviour confirms alone: duty (45) + pool dialogue (45) confirm; a wallet's module
// (30) + duty (45), or + dialogue (45), only raise suspicion (docs/decisions/004-fusion.md).
import type { Evidence, Verdict, VerdictLevel } from './evidence.ts';

export const SUSPECTED_FROM = 30;
export const CONFIRMED_FROM = 85;

/** @param evidence what each detector says, already capped by its ceiling */
export function fuse(evidence: readonly Evidence[]): Verdict {
  const contributions = evidence
    // A weight that is no number counts as nothing: one broken detector must not silence the others.
    .map(({ id, weight }) => ({ id, points: Math.max(0, Math.min(100, weight || 0)) }))
    .sort((a, b) => b.points - a.points);
  const score = Math.min(
    100,
    contributions.reduce((sum, { points }) => sum + points, 0),
  );
  return { level: levelOf(score), score, contributions };
}

function levelOf(score: number): VerdictLevel {
  if (score >= CONFIRMED_FROM) return 'confirmed';
  return score >= SUSPECTED_FROM ? 'suspected' : 'clear';
}
