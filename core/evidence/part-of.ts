// A part of what was judged, with the verdict that it makes by itself: an incident rests on nothing else. Pure.
import type { Evidence } from './evidence.ts';
import { fuse } from './fuse.ts';
import type { Judged } from './ledger.ts';

export function partOf(judged: Judged, keep: (one: Evidence) => boolean): Judged {
  const evidence = judged.evidence.filter(keep);
  return { ...judged, evidence, verdict: fuse(evidence, judged.thresholds) };
}
