// What the table holds, in one line that screen readers hear when it changes.
import { counted, text } from '../../page-kit/text.ts';
import { numberText } from '../../page-kit/format.ts';
import type { LogRow } from './log-row.ts';
import type { LogState } from './log-state.ts';

interface Properties {
  readonly state: LogState;
  readonly shown: readonly LogRow[];
  readonly isNarrowed: boolean;
  /** Stands in place of the numbers while the log is empty. */
  readonly emptyNote: string;
}

export function ResultsLine(properties: Properties) {
  return (
    <p id="results" class="results" role="status" aria-live="polite">
      {wordsOf(properties)}
    </p>
  );
}

function wordsOf({ state, shown, isNarrowed, emptyNote }: Properties): string {
  const { isAnswered, isComplete, problem, rows, total } = state;
  if (!isAnswered) return text(problem === '' ? 'log_reading' : 'log_not_read');
  if (!isComplete && problem === '')
    return text('log_reading_rest', { read: rows.length, total: numberText(total) });
  if (total === 0) return emptyNote;
  if (isNarrowed) return counted('log_found', rows.length, { found: shown.length });
  const sites = new Set(shown.map(({ site }) => site)).size;
  const blocked = shown.filter(({ response }) => response === 'block').length;
  return [
    counted('incidents', rows.length),
    counted('log_on_sites', sites),
    counted('log_blocked', blocked),
  ].join(' · ');
}
