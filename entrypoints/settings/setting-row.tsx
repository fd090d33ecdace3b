// One setting: what it is, the form of its kind or the value with a lock, and what became of the last change.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Setting } from '../../core/protocol/questions.ts';
import { plainText } from '../../core/report/plain-text.ts';
import { descriptionOf, PolicyValue, titleOf } from '../page-kit/policy-words.tsx';
import { text } from '../page-kit/text.ts';
import { Form, isWide } from './forms/form.tsx';
import { Lock } from './lock.tsx';
import { useSaving, type Saving } from './use-saving.ts';

export interface RowProps {
  readonly setting: Setting;
  readonly organisation: string;
  readonly isHidden: boolean;
  /** The last change of all is one of this: only then it says so. */
  readonly isLatest: boolean;
  readonly change: (key: string, value: unknown) => Promise<void>;
}

export function SettingRow({ setting, organisation, isHidden, isLatest, change }: RowProps) {
  const { name, locked } = setting;
  const saving = useSaving(setting, change);
  const [isFocusDue, setFocusDue] = useState(false);
  const row = useRef<HTMLElement>(null);
  // What was pressed is gone after a reset or a removal: the way back takes the focus.
  useEffect(() => {
    if (!isFocusDue) return;
    setFocusDue(false);
    row.current?.querySelector<HTMLElement>('.undo')?.focus();
  }, [isFocusDue]);
  const saveAndFocus = async (value: unknown): Promise<boolean> => {
    const isSaved = await saving.save(value);
    if (isSaved) setFocusDue(true);
    return isSaved;
  };
  return (
    <article
      ref={row}
      id={`setting-${name}`}
      class={isWide(setting) ? 'setting setting-wide' : 'setting'}
      aria-labelledby={`${name}-title`}
      hidden={isHidden}
    >
      <div class="about">
        <h3 id={`${name}-title`}>{titleOf(name)}</h3>
        <p id={`${name}-text`} class="quiet">
          {descriptionOf(name)}
        </p>
        <code class="quiet key-name">{name}</code>
      </div>
      <div class="control">
        {locked === '' ? (
          <Form {...{ setting, saving, saveAndFocus, organisation }} />
        ) : (
          <LockedValue of={setting} />
        )}
        <Lock of={setting} organisation={organisation} />
        {locked === '' && (
          <Outcome of={setting} {...{ saving, isLatest }} reset={() => saveAndFocus(undefined)} />
        )}
      </div>
    </article>
  );
}

function LockedValue({ of: { name, value, isSecret } }: { of: Setting }) {
  if (isSecret) return <p class="quiet">{text('settings_secret')}</p>;
  return (
    <div class="locked-value">
      <PolicyValue name={name} value={value} />
    </div>
  );
}

function Outcome({
  of: { name, own },
  saving: { wrong, detail, undo, save },
  isLatest,
  reset,
}: {
  of: Setting;
  saving: Saving;
  isLatest: boolean;
  reset: () => Promise<boolean>;
}) {
  const title = titleOf(name);
  const isSaved = isLatest && wrong === '' && undo !== null;
  return (
    <>
      <p id={`${name}-problem`} class="problem" role="alert">
        {wrong}
        {detail !== '' && <span lang="en"> {plainText(detail, 600)}</span>}
      </p>
      <div class="outcome">
        <span class="done" role="status">
          {isSaved && text('settings_saved')}
        </span>
        {isSaved && (
          <button
            type="button"
            class="button-small undo"
            aria-label={text('settings_undo_label', { title })}
            onClick={() => void save(undo.value)}
          >
            {text('settings_undo')}
          </button>
        )}
        {own !== undefined && (
          <button
            type="button"
            class="button-small reset"
            aria-label={text('settings_reset_label', { title })}
            onClick={() => void reset()}
          >
            {text('settings_reset')}
          </button>
        )}
      </div>
    </>
  );
}
