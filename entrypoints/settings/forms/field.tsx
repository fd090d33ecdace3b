// A labelled field of a line that is being typed: a text or one of some choices, with a hint and what is wrong below it.
import { useId } from 'preact/hooks';
import type { ComponentChildren } from 'preact';

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly problem?: ComponentChildren;
  readonly children: (id: string) => ComponentChildren;
}

export function Field({ label, hint = '', problem = false, children }: FieldProps) {
  const id = useId();
  return (
    <div class="host-field">
      <label for={id}>{label}</label>
      {children(id)}
      {problem}
      {hint !== '' && <span class="quiet hint">{hint}</span>}
    </div>
  );
}

interface SelectProps<Choice extends string> {
  readonly label: string;
  readonly value: Choice;
  /** The words for each choice. */
  readonly choices: Readonly<Record<Choice, string>>;
  readonly set: (choice: Choice) => void;
}

export function SelectField<Choice extends string>(props: SelectProps<Choice>) {
  const { label, value, choices, set } = props;
  return (
    <Field label={label}>
      {(id) => (
        <select
          id={id}
          value={value}
          onChange={({ currentTarget }) => set(currentTarget.value as Choice)}
        >
          {Object.entries<string>(choices).map(([choice, words]) => (
            <option key={choice} value={choice}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface RemarkProps {
  readonly label: string;
  readonly value: string;
  readonly maxChars: number;
  readonly set: (value: string) => void;
}

export function RemarkField({ label, value, maxChars, set }: RemarkProps) {
  return (
    <Field label={label}>
      {(id) => (
        <input
          id={id}
          maxLength={maxChars}
          value={value}
          onInput={({ currentTarget }) => set(currentTarget.value)}
        />
      )}
    </Field>
  );
}
