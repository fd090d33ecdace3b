// What did not work, above the rows. Old rows stay: a stale log that says so is worth more than none.
import { useAnswer } from '../../page-kit/use-answer.ts';
import { text } from '../../page-kit/text.ts';
import { Notice } from './states.tsx';

interface Properties {
  /** Why the background could not be asked; empty when it could. */
  readonly ofLog: string;
  readonly askAgain: () => void;
  /** What else failed; empty when nothing did. */
  readonly other: string;
  readonly dismiss: () => void;
}

export function Problems({ ofLog, askAgain, other, dismiss }: Properties) {
  if (ofLog !== '') return <LogProblem {...{ ofLog, askAgain }} />;
  if (other === '') return null;
  return <Notice title={other} problem="" tryAgain={dismiss} word={text('log_close')} />;
}

/** Whoever may not see the log is told so, and nothing to try again. */
function LogProblem({ ofLog, askAgain }: Pick<Properties, 'ofLog' | 'askAgain'>) {
  const { value: people } = useAnswer('people', {});
  if (people && !people.peopleMay.includes('see-log'))
    return <Notice title={text('log_forbidden')} problem={ofLog} />;
  return (
    <Notice
      title={text('log_no_answer')}
      problem={ofLog}
      advice={text('log_nothing_lost')}
      tryAgain={askAgain}
    />
  );
}
