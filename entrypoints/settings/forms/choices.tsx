// One of some choices, or some of them, each said in words.
import { choiceWords } from '../../page-kit/policy-words.tsx';
import { text } from '../../page-kit/text.ts';
import { describedBy, type FormProps } from './form.tsx';

interface ChoicesProps extends FormProps {
  readonly choices: readonly string[];
}

export function ChoiceForm({ setting, saving, choices }: ChoicesProps) {
  const { name, value } = setting;
  return (
    <div role="radiogroup" class="choices" {...describedBy(name, saving)}>
      {choices.map((choice) => (
        <label key={choice}>
          <input
            type="radio"
            name={name}
            value={choice}
            checked={value === choice}
            onChange={() => void saving.save(choice)}
          />
          <span>{choiceWords(name, choice) || choice}</span>
          {choice === setting.default && <span class="tag">{text('settings_default')}</span>}
        </label>
      ))}
    </div>
  );
}

export function ChoicesForm({ setting: { name, value }, saving, choices }: ChoicesProps) {
  const chosen = value as readonly string[];
  const save = (choice: string, isOn: boolean): void => {
    const after = choices.filter((one) => (one === choice ? isOn : chosen.includes(one)));
    void saving.save(after);
  };
  const { 'aria-invalid': _invalid, ...described } = describedBy(name, saving);
  return (
    <div role="group" class="choices" {...described}>
      {choices.map((choice) => (
        <label key={choice}>
          <input
            type="checkbox"
            value={choice}
            checked={chosen.includes(choice)}
            onChange={({ currentTarget }) => save(choice, currentTarget.checked)}
          />
          <span>{choiceWords(name, choice) || choice}</span>
        </label>
      ))}
    </div>
  );
}
