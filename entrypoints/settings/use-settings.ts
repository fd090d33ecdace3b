// The settings as the background knows them, and the only way in which this page changes them. What is known stays while it is
// asked again, and no older answer takes the place of a newer one.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Settings } from '../../core/protocol/questions.ts';
import { ask, errorText, onChange } from '../page-kit/ask.ts';

export type Values = Readonly<Record<string, unknown>>;

export interface OwnSettings {
  /** Null before the first answer. */
  readonly settings: Settings | null;
  /** Why the last asking failed; empty when it did not. */
  readonly problem: string;
  readonly askAgain: () => void;
  /** @param value undefined to reset. Rejects with what is wrong */
  readonly change: (key: string, value: unknown) => Promise<void>;
  /** All or nothing. Rejects with what is wrong */
  readonly replace: (values: Values) => Promise<Settings>;
}

export function useSettings(): OwnSettings {
  const [settings, setSettings] = useState<Settings | null>(null);
  const [problem, setProblem] = useState('');
  const newest = useRef(0);
  const asked = useRef(0);
  /** Shows an answer unless that of a later question is shown already. */
  const shown = useCallback(async (answer: Promise<Settings>): Promise<Settings> => {
    const number = ++asked.current;
    const known = await answer;
    if (number > newest.current) {
      newest.current = number;
      setSettings(known);
      setProblem('');
    }
    return known;
  }, []);
  const askAgain = useCallback(() => {
    shown(ask('settings', {})).catch((error: unknown) => setProblem(errorText(error)));
  }, [shown]);
  useEffect(() => {
    askAgain();
    return onChange(askAgain, 'settings');
  }, [askAgain]);
  const change = useCallback(
    async (key: string, value: unknown) => {
      const about = value === undefined ? { key } : { key, value };
      await shown(ask('change-setting', about));
    },
    [shown],
  );
  const replace = useCallback(
    (values: Values) => shown(ask('replace-settings', { values })),
    [shown],
  );
  return { settings, problem, askAgain, change, replace };
}
