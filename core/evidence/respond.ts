// Decides what one new observation leads to: nothing, or an incident with its response. Pure, so that the whole table of
// responses can be tested without a browser. The background carries the decision out.
import type { Category, Observation } from '../protocol/observation.ts';
import type { Evidence, Response } from './evidence.ts';
import { fuse } from './fuse.ts';
import type { Judged } from './ledger.ts';

export interface Decision {
  readonly response: Response;
  readonly category: Category;
  /** What was done, in one plain sentence. */
  readonly action: string;
  /** The evidence that this incident rests on, and its verdict. */
  readonly judged: Judged;
  /** Frames of the tab whose workers must be stopped; mostly none. */
  readonly stopFrames: readonly number[];
}

const LISTED = 'detect/listed-host';
const DUTY = 'detect/worker-duty';

/**
 * @param stoppedFrames frames whose workers were told to stop before
 * @returns null when nothing new has to be logged
 */
export function decide(
  observation: Observation,
  judged: Judged,
  stoppedFrames: readonly number[],
): Decision | null {
  if (observation.kind === 'listed-host-requested') {
    return {
      response: observation.blocked ? 'block' : 'observe',
      category: observation.category,
      action: observation.blocked
        ? 'The request was blocked before it left the browser.'
        : 'The request was let through: this category is only observed.',
      judged: only(judged, (id) => id === LISTED),
      stopFrames: [],
    };
  }
  const seenInPage = only(judged, (id) => id !== LISTED);
  if (seenInPage.verdict.level !== 'confirmed') return null;
  const common = { response: 'block', category: 'cryptojacking', judged: seenInPage } as const;
  if (observation.kind === 'module-judged' && observation.refused) {
    return { ...common, action: 'The module was refused before it could run.', stopFrames: [] };
  }
  if (observation.kind === 'source-judged' && observation.refused) {
    const { source } = observation;
    return { ...common, action: `The ${source} was refused before it could run.`, stopFrames: [] };
  }
  // A refused module with busy workers beside it: the miner fell back to plain JavaScript.
  const stopFrames = busyFrames(seenInPage.evidence).filter((id) => !stoppedFrames.includes(id));
  if (stopFrames.length === 0) return null;
  return { ...common, action: 'The workers of the page were told to stop.', stopFrames };
}

/** Frames with busy workers: an advertisement that mines must not cost its host page its workers. */
function busyFrames(evidence: readonly Evidence[]): number[] {
  const frames = evidence.find(({ id }) => id === DUTY)?.facts['frames'];
  return Array.isArray(frames) ? frames.map(Number) : [];
}

function only(judged: Judged, keep: (id: string) => boolean): Judged {
  const evidence = judged.evidence.filter(({ id }) => keep(id));
  return { evidence, verdict: fuse(evidence) };
}
