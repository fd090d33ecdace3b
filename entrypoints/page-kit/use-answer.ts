// One question, asked when a part is shown and again whenever the background says that something changed. What was known stays
// while it is asked again: a stale page that says so is worth more than none.
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Questions } from '../../core/protocol/questions.ts';
import { ask, errorText, onChange } from './ask.ts';

/** Asked again at most this often: a page that mines changes its incident every second. */
const GAP_MS = 1_000;

export interface Asked<Value> {
  /** Null before the first answer. */
  readonly value: Value | null;
  /** Why the last asking failed; empty when it did not. */
  readonly problem: string;
  readonly askAgain: () => void;
}

/** @param everyMs asks by itself as well, as often as this; null for never */
export function useAnswer<Name extends keyof Questions>(
  name: Name,
  about: Questions[Name]['ask'],
  everyMs: number | null = null,
): Asked<Questions[Name]['answer']> {
  const [value, setValue] = useState<Questions[Name]['answer'] | null>(null);
  const [problem, setProblem] = useState('');
  const state = useRef({ isAsking: false, isDue: false });
  const details = JSON.stringify(about);
  const askAgain = useCallback(() => {
    const own = state.current;
    own.isDue = own.isAsking;
    if (own.isAsking) return;
    own.isAsking = true;
    ask(name, JSON.parse(details) as Questions[Name]['ask'])
      .then((answer) => {
        setValue(answer);
        setProblem('');
      })
      .catch((error: unknown) => setProblem(errorText(error)))
      .finally(() =>
        setTimeout(() => {
          own.isAsking = false;
          if (own.isDue) askAgain();
        }, GAP_MS),
      );
  }, [name, details]);
  // Asked before the first picture is painted, not after it.
  useLayoutEffect(() => {
    askAgain();
    const stopListening = onChange(askAgain);
    const timer = everyMs === null ? null : setInterval(askAgain, everyMs);
    return () => {
      stopListening();
      if (timer !== null) clearInterval(timer);
    };
  }, [askAgain, everyMs]);
  return { value, problem, askAgain };
}
