// What the list knows of a log at a moment. Old rows stay when the background fails: a stale log that says so is worth more than
// none.
import type { TextPool } from '../../../core/report/search.ts';
import type { LogRow } from './log-row.ts';

export interface LogState {
  /** Newest first. */
  readonly rows: readonly LogRow[];
  /** The texts that the rows' terms are numbers of. */
  readonly pool: TextPool;
  /** Incidents in the log; more than rows while it is read. */
  readonly total: number;
  readonly isAnswered: boolean;
  readonly isComplete: boolean;
  /** Why the background could not be asked; empty when it could. */
  readonly problem: string;
}
