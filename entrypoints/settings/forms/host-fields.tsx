// The fields for one host of a list, for a new one and for one that is there. What is wrong stays typed.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ComponentChildren, RefObject, TargetedSubmitEvent } from 'preact';
import { CATEGORY_KEYS } from '../../page-kit/parts.tsx';
import { text } from '../../page-kit/text.ts';
import { Field, RemarkField, SelectField } from './field.tsx';
import { draftOf, entryOf, type Draft, type EndKind, type HostEntry } from './host-entry.ts';

interface FieldsProps {
  readonly name: string;
  readonly hasCategory: boolean;
  /** The one to change; null for a new one. */
  readonly entry: HostEntry | null;
  /** Whether another line of the list has this host. */
  readonly isTaken: (host: string) => boolean;
  readonly save: (entry: HostEntry) => Promise<boolean>;
  readonly cancel: () => void;
}

interface Wrong {
  readonly field: 'host' | 'end';
  readonly words: string;
}

const MOST_REMARK_CHARS = 300;

export function HostFields(props: FieldsProps) {
  const { name, hasCategory, entry, isTaken, save, cancel } = props;
  const [draft, setDraft] = useState<Draft>(() => draftOf(entry));
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const host = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => host.current?.focus(), []);
  const set = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const made = entryOf(draft, hasCategory);
    const found = wrongIn(made, isTaken);
    setWrong(found);
    if (typeof made !== 'string' && found === null) void save(made);
    else form.current?.querySelector<HTMLElement>(`[name="${found?.field}"]`)?.focus();
  };
  const common = { draft, set, saying: sayingOf(`${name}-field-problem`, wrong) };
  return (
    <form
      ref={form}
      class="host-fields"
      noValidate
      onSubmit={submit}
      onKeyDown={({ key }) => key === 'Escape' && cancel()}
    >
      <HostField {...common} input={host} />
      {hasCategory && <CategoryField {...common} />}
      <RemarkField
        label={text('settings_reason')}
        value={draft.reason}
        maxChars={MOST_REMARK_CHARS}
        set={(reason) => set({ reason })}
      />
      <RemarkField
        label={text('settings_by')}
        value={draft.by}
        maxChars={MOST_REMARK_CHARS}
        set={(by) => set({ by })}
      />
      <EndFields {...common} />
      <div class="fields-end">
        <button type="submit" class="button-small button-primary">
          {text(entry === null ? 'settings_add' : 'settings_apply')}
        </button>
        <button type="button" class="button-small" onClick={cancel}>
          {text('cancel')}
        </button>
      </div>
    </form>
  );
}

function wrongIn(
  made: ReturnType<typeof entryOf>,
  isTaken: (host: string) => boolean,
): Wrong | null {
  if (made === 'host') return { field: 'host', words: text('settings_wrong_host') };
  if (made === 'end') return { field: 'end', words: text('settings_wrong_end') };
  const { host } = made;
  return isTaken(host) ? { field: 'host', words: text('settings_same_host', { host }) } : null;
}

/** What a field says where it is the wrong one: to assistive technology, and below itself. */
interface Saying {
  readonly marks: object;
  readonly problem: ComponentChildren;
}

function sayingOf(id: string, wrong: Wrong | null): (field: Wrong['field']) => Saying {
  return (field) => {
    if (wrong?.field !== field) return { marks: {}, problem: false };
    return {
      marks: { 'aria-invalid': true, 'aria-describedby': id },
      problem: (
        <span id={id} class="problem" role="alert">
          {wrong.words}
        </span>
      ),
    };
  };
}

interface PartProps {
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
  readonly saying: (field: Wrong['field']) => Saying;
}

function HostField({
  draft,
  set,
  saying,
  input,
}: PartProps & { readonly input: RefObject<HTMLInputElement | null> }) {
  const { marks, problem } = saying('host');
  return (
    <Field label={text('settings_host')} hint={text('settings_host_hint')} problem={problem}>
      {(id) => (
        <input
          ref={input}
          {...{ id, ...marks }}
          name="host"
          autoComplete="off"
          spellcheck={false}
          maxLength={2_000}
          value={draft.host}
          onInput={({ currentTarget }) => set({ host: currentTarget.value })}
        />
      )}
    </Field>
  );
}

function CategoryField({ draft, set }: PartProps) {
  const choices = {
    cryptojacking: text(CATEGORY_KEYS.cryptojacking),
    'deliberate-mining': text(CATEGORY_KEYS['deliberate-mining']),
  };
  return (
    <SelectField
      label={text('settings_category')}
      value={draft.category}
      choices={choices}
      set={(category) => set({ category })}
    />
  );
}

function EndFields({ draft: { endKind, end }, set, saying }: PartProps) {
  const { marks, problem } = saying('end');
  const choices: Record<EndKind, string> = {
    none: text('settings_end_none'),
    day: text('settings_end_day'),
    moment: text('settings_end_moment'),
  };
  const isDay = endKind === 'day';
  return (
    <>
      <SelectField
        label={text('settings_end')}
        value={endKind}
        choices={choices}
        set={(kind) => set({ endKind: kind, end: '' })}
      />
      {endKind !== 'none' && (
        <Field
          label={text(isDay ? 'settings_end_day_label' : 'settings_end_moment_label')}
          problem={problem}
        >
          {(id) => (
            <input
              key={endKind}
              {...{ id, ...marks }}
              name="end"
              type={isDay ? 'date' : 'datetime-local'}
              value={end}
              onInput={({ currentTarget }) => set({ end: currentTarget.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}
