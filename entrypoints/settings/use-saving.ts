// Saves one setting at once and remembers what became of it: saved, with the value to go back to, or what is wrong, in the words
// of the page. A value that is wrong stays where it was typed; that is the business of the forms.
import { useCallback, useState } from 'preact/hooks';
import type { Setting } from '../../core/protocol/questions.ts';
import { errorText, WrongValue } from '../page-kit/ask.ts';
import { numberText } from '../page-kit/format.ts';
import { text, textOfName } from '../page-kit/text.ts';

export interface Saving {
  /** What is wrong; empty where nothing is. */
  readonly wrong: string;
  /** What is wrong in the words of the background, which are English; empty where `wrong` says it. */
  readonly detail: string;
  /** There after a change: the person's own value before it. */
  readonly undo: { readonly value: unknown } | null;
  /** @returns whether it is saved */
  readonly save: (value: unknown) => Promise<boolean>;
  /** Says that something typed is wrong, without asking; empty takes that back. */
  readonly refuse: (wrong: string) => void;
}

const NOTHING = { wrong: '', detail: '', undo: null };

export function useSaving(
  setting: Setting,
  change: (key: string, value: unknown) => Promise<void>,
): Saving {
  const [said, setSaid] = useState<Pick<Saving, 'wrong' | 'detail' | 'undo'>>(NOTHING);
  const save = async (value: unknown): Promise<boolean> => {
    const undo = { value: setting.own };
    try {
      await change(setting.name, value);
      setSaid({ ...NOTHING, undo });
      return true;
    } catch (error) {
      setSaid({ ...NOTHING, ...wordsFor(setting, error) });
      return false;
    }
  };
  const refuse = useCallback((wrong: string) => {
    setSaid((before) => ({ ...before, wrong, detail: '' }));
  }, []);
  return { ...said, save, refuse };
}

function wordsFor(setting: Setting, error: unknown): Pick<Saving, 'wrong' | 'detail'> {
  const wrong = error instanceof WrongValue ? wrongText(setting) : '';
  return wrong === ''
    ? { wrong: text('settings_failed'), detail: errorText(error) }
    : { wrong, detail: '' };
}

/** What a right value is like; empty where only the background can say it. */
export function wrongText({ name, kind }: Setting): string {
  const what = textOfName('policy', name, 'expects');
  if (what !== '') return text('settings_must_be', { what });
  if (kind.type === 'text') return text('settings_too_long', { count: kind.maxChars });
  if (kind.type !== 'whole') return '';
  const { minimum, maximum } = kind;
  return text('settings_must_be_whole', {
    minimum: numberText(minimum),
    maximum: numberText(maximum),
  });
}
