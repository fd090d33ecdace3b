// What stands in place of the rows or above them: nothing there and why, nothing found, still reading, or the background failed.
import { plainText } from '../../../core/report/plain-text.ts';
import { text } from '../../page-kit/text.ts';

const SKELETON_ROWS = 8;

export function Empty({ isNarrowed, clear }: { isNarrowed: boolean; clear: () => void }) {
  return (
    <div id="empty" class="empty">
      <h2>{text(isNarrowed ? 'log_no_match' : 'log_empty')}</h2>
      <p class="quiet">{text(isNarrowed ? 'log_no_match_text' : 'log_empty_text')}</p>
      {isNarrowed && (
        <button type="button" onClick={clear}>
          {text('log_clear_filters')}
        </button>
      )}
    </div>
  );
}

/** The shape of the table before it is there. */
export function Skeleton() {
  return (
    <div class="grid card skeleton" aria-hidden="true">
      {Array.from({ length: SKELETON_ROWS }, (_, at) => (
        <div class="skeleton-row" key={at}>
          <span />
          <span />
          <span />
        </div>
      ))}
    </div>
  );
}

interface NoticeProperties {
  readonly problem: string;
  /** Left out where trying again is no use. */
  readonly tryAgain?: () => void;
  readonly title: string;
  readonly advice?: string;
  /** What the button says. */
  readonly word?: string;
}

export function Notice({ problem, tryAgain, title, advice = '', word }: NoticeProperties) {
  return (
    <section id="notice" class="notice" role="alert">
      <div>
        <strong>{title}</strong>
        <p>
          {plainText(problem, 300)} {advice}
        </p>
      </div>
      {tryAgain && (
        <button type="button" onClick={tryAgain}>
          {word ?? text('try_again')}
        </button>
      )}
    </section>
  );
}
