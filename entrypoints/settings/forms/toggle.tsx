// A switch, with its state in a word beside it.
import { text } from '../../page-kit/text.ts';
import { describedBy, type FormProps } from './form.tsx';

export function ToggleForm({ setting: { name, value }, saving }: FormProps) {
  const { 'aria-invalid': _invalid, ...described } = describedBy(name, saving);
  return (
    <label class="switch-label">
      <input
        type="checkbox"
        role="switch"
        id={name}
        {...described}
        checked={value === true}
        onChange={({ currentTarget }) => void saving.save(currentTarget.checked)}
      />
      <span aria-hidden="true">{text(value === true ? 'on' : 'off')}</span>
    </label>
  );
}
