// Reads the log of this browser: the newest rows at once, the others in the background, then only what has changed. It asks the
// background and keeps nothing beyond the life of the page.
import type { SummaryPage } from '../../../core/protocol/questions.ts';
import { createTextPool } from '../../../core/report/search.ts';
import { ask, errorText } from '../../page-kit/ask.ts';
import type { LogState } from './log-state.ts';
import { createRowMaker, withRows, type LogRow, type RowMaker } from './log-row.ts';

/** Enough to fill any window. */
const FIRST_ROWS = 100;
const ROWS_AT_ONCE = 5_000;
const GAP_MS = 1_000;
/** A full log loses a row with each that comes. To read all of it again may take this part of the time at most. */
const REST_PER_READING = 9;

export const UNREAD: LogState = {
  ...{ rows: [], pool: createTextPool(), total: 0 },
  ...{ isAnswered: false, isComplete: false, problem: '' },
};

/** Reads when it is told to, at most once a second; ends with the page. */
export class LogReader {
  #state = UNREAD;
  #maker = createRowMaker();
  #device = '';
  /** Place of the last change that is known. */
  #newest = 0;
  #isBusy = false;
  #isDue = false;
  #isOver = false;
  /** When all may be read again, by the clock of the page. */
  #readAllAt = 0;
  readonly #tell: (state: LogState) => void;

  /** @param tell called with each new state */
  constructor(tell: (state: LogState) => void) {
    this.#tell = tell;
  }

  /** Asks for what has changed, or for all where that was not read yet. */
  refresh(): void {
    this.#isDue = this.#isBusy;
    if (this.#isBusy || this.#isOver) return;
    this.#isBusy = true;
    (this.#state.isComplete ? this.#readChanges() : this.#readAll())
      .catch((error: unknown) => this.#publish({ problem: errorText(error) }))
      .finally(() =>
        setTimeout(() => {
          this.#isBusy = false;
          if (this.#isDue) this.refresh();
        }, GAP_MS),
      );
  }

  end(): void {
    this.#isOver = true;
  }

  async #readAll(): Promise<void> {
    const startedAt = performance.now();
    const maker = createRowMaker();
    const first = await ask('list-summaries', { below: null, limit: FIRST_ROWS });
    let rows = this.#rowsOf(maker, first);
    // While a log is read again the old rows stay until the new ones are all there.
    const isFirstTime = !this.#state.isComplete;
    const shown = (): Partial<LogState> =>
      isFirstTime ? { rows, pool: maker.pool, total: first.total, isAnswered: true } : {};
    this.#publish({ ...shown(), problem: '' });
    if (isFirstTime) {
      this.#device = (await ask('diagnostics', {})).device.deviceLabel;
      rows = this.#rowsOf(maker, first);
    }
    for (let next = first.next; next !== null && !this.#isOver;) {
      const page = await ask('list-summaries', { below: next, limit: ROWS_AT_ONCE });
      rows = withRows(rows, this.#rowsOf(maker, page));
      next = page.next;
      this.#publish(shown());
    }
    [this.#maker, this.#newest] = [maker, first.newest];
    this.#readAllAt = performance.now() + (performance.now() - startedAt) * REST_PER_READING;
    this.#publish({
      ...{ rows, pool: maker.pool, total: first.total },
      ...{ isAnswered: true, isComplete: true },
    });
  }

  async #readChanges(): Promise<void> {
    let page: SummaryPage;
    do {
      page = await ask('changed-summaries', { since: this.#newest });
      // After the log was emptied places begin anew.
      this.#newest = page.next ?? page.newest;
      const rows = withRows(this.#state.rows, this.#rowsOf(this.#maker, page));
      this.#publish({ rows, total: page.total, problem: '' });
    } while (page.next !== null);
    if (page.total === this.#state.rows.length) return;
    // Something was removed meanwhile.
    if (page.total === 0) this.#publish({ rows: [] });
    else if (performance.now() >= this.#readAllAt) await this.#readAll();
    else this.#isDue = true;
  }

  #rowsOf(maker: RowMaker, { rows }: SummaryPage): readonly LogRow[] {
    return withRows(
      [],
      rows.map((row) => maker.rowOf(row, this.#device)),
    );
  }

  #publish(change: Partial<LogState>): void {
    this.#state = { ...this.#state, ...change };
    if (!this.#isOver) this.#tell(this.#state);
  }
}
