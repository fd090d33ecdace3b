// What is typed: whole numbers, a text, a list with one text on each line. It is saved when the field is left or Enter is
// pressed; what is wrong stays in the field until it is right.
import { useState } from 'preact/hooks';
import { numberText } from '../../page-kit/format.ts';
import { unitOf } from '../../page-kit/policy-words.tsx';
import { text } from '../../page-kit/text.ts';
import { wrongText, type Saving } from '../use-saving.ts';
import { describedBy, type FormProps } from './form.tsx';

interface WholeProps extends FormProps {
  readonly minimum: number;
  readonly maximum: number;
}

export function WholeForm({ setting, saving, minimum, maximum }: WholeProps) {
  const { name, value } = setting;
  const typed = useTyped(String(value), saving, (draft) => {
    const given = wholeOf(draft);
    if (given !== null && given >= minimum && given <= maximum) return saving.save(given);
    saving.refuse(wrongText(setting));
    return false;
  });
  const unit = unitOf(name);
  const bounds = { minimum: numberText(minimum), maximum: numberText(maximum), unit };
  const usual = `${numberText(Number(setting.default))} ${unit}`;
  const described = describedBy(name, saving);
  return (
    <>
      <span class="field">
        <input
          id={name}
          class="number"
          inputMode="numeric"
          autoComplete="off"
          {...described}
          aria-describedby={`${described['aria-describedby']} ${name}-bounds`}
          {...typed}
        />
        <span>{unit}</span>
      </span>
      <p id={`${name}-bounds`} class="quiet hint">
        {text('settings_bounds', bounds)} · {text('settings_default_is', { value: usual })}
      </p>
    </>
  );
}

export function TextForm({ setting, saving }: FormProps) {
  const { name, value } = setting;
  const typed = useTyped(String(value), saving, (draft) => saving.save(draft.trim()));
  return (
    <>
      <input id={name} autoComplete="off" {...describedBy(name, saving)} {...typed} />
      {setting.default !== '' && (
        <p class="quiet hint">{text('settings_default_is', { value: String(setting.default) })}</p>
      )}
    </>
  );
}

export function LinesForm({ setting: { name, value }, saving }: FormProps) {
  const typed = useTyped((value as readonly string[]).join('\n'), saving, (draft) =>
    saving.save(linesOf(draft)),
  );
  return (
    <>
      <textarea id={name} rows={4} {...describedBy(name, saving)} {...typed} />
      <p class="quiet hint">{text('settings_lines_hint')}</p>
    </>
  );
}

/** Shows what holds until something is typed, and what was typed until it is saved. */
function useTyped(
  held: string,
  { refuse }: Saving,
  save: (draft: string) => Promise<boolean> | boolean,
) {
  const [draft, setDraft] = useState<string | null>(null);
  const commit = async (given: string): Promise<void> => {
    if (given === held) {
      setDraft(null);
      refuse('');
    } else if (await save(given)) setDraft((now) => (now === given ? null : now));
  };
  return {
    value: draft ?? held,
    onInput: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setDraft(currentTarget.value),
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      void commit(currentTarget.value),
  };
}

/** Null where it is no whole number; spaces between digits are nobody's mistake. */
export function wholeOf(draft: string): number | null {
  const digits = draft.replace(/\s/g, '');
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null;
}

export function linesOf(draft: string): readonly string[] {
  return draft
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
