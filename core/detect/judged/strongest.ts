// What the detectors of judged code share: of all modules, or of all texts, that the guard judged before they ran they
// speak for the strongest, and count the others. No detector itself.
import type { StaticVerdict } from '../../protocol/observation.ts';

/** A verdict of the guard, with where it was reached and what became of the code. */
export interface Judged extends StaticVerdict {
  readonly api: string;
  readonly workerId: string | null;
  readonly judgedInMs: number;
  readonly refused: boolean;
}

export interface Strongest<Code extends Judged> {
  /** The strongest seen. */
  readonly strongest: Code | null;
  readonly refusedCount: number;
  readonly suspectedCount: number;
}

export const NOTHING_JUDGED = { strongest: null, refusedCount: 0, suspectedCount: 0 } as const;

/** The tally with one more; what is clear is not counted. */
export function tallied<Code extends Judged, State extends Strongest<Code>>(
  state: State,
  code: Code,
): State {
  if (code.level === 'clear') return state;
  const { strongest } = state;
  return {
    ...state,
    strongest: strongest && rank(strongest) >= rank(code) ? strongest : code,
    refusedCount: state.refusedCount + (code.refused ? 1 : 0),
    suspectedCount: state.suspectedCount + (code.level === 'suspected' ? 1 : 0),
  };
}

/** The facts that all of them name; `own` are those of the kind of code, and stand in the middle. */
export function factsOf<Own extends object>(
  { family, ruleIds, reasons, api, workerId, judgedInMs }: Judged,
  own: Own,
  { refusedCount, suspectedCount }: Pick<Strongest<Judged>, 'refusedCount' | 'suspectedCount'>,
) {
  return {
    family: family ?? 'unknown',
    rules: ruleIds,
    reasons,
    api,
    place: workerId === null ? 'page' : 'worker',
    ...own,
    judgedInMs,
    refusedCount,
    suspectedCount,
  };
}

/** The name of a family at the beginning of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function rank({ level, score }: StaticVerdict): number {
  return (level === 'confirmed' ? 1_000 : 0) + score;
}
