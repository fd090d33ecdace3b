// The second screen: block or only log, and notifications. It shows what holds and stores what was chosen, when it is done.
import { useEffect, useState } from 'preact/hooks';
import type { Settings } from '../../core/protocol/questions.ts';
import { plainText } from '../../core/report/plain-text.ts';
import { ask, errorText } from '../page-kit/ask.ts';
import { text, type TextKey } from '../page-kit/text.ts';

interface Choice {
  readonly value: string;
  readonly title: TextKey;
  readonly what?: TextKey;
}

const CHOICES = {
  mode: [
    { value: 'block', title: 'welcome_mode_block', what: 'welcome_mode_block_what' },
    { value: 'monitor', title: 'welcome_mode_monitor', what: 'welcome_mode_monitor_what' },
  ],
  notifications: [
    { value: 'off', title: 'welcome_notify_off', what: 'welcome_notify_off_what' },
    { value: 'blocked', title: 'welcome_notify_blocked' },
    { value: 'all', title: 'welcome_notify_all' },
  ],
} as const satisfies Record<string, readonly Choice[]>;
type Key = keyof typeof CHOICES;
const KEYS = ['mode', 'notifications'] as const;
const TITLES = { mode: 'welcome_mode', notifications: 'welcome_notify' } as const;

interface Properties {
  readonly onBack: () => void;
  readonly onDone: () => void;
}

export function Choices({ onBack, onDone }: Properties) {
  const [settings, setSettings] = useState<Settings | null>(null);
  const [chosen, setChosen] = useState<Readonly<Partial<Record<Key, string>>>>({});
  const [problem, setProblem] = useState('');
  const fail = (error: unknown): void =>
    setProblem(text('welcome_failed', { why: plainText(errorText(error), 200) }));
  useEffect(() => {
    ask('settings', {}).then(setSettings).catch(fail);
  }, []);
  const store = (event: SubmitEvent): void => {
    event.preventDefault();
    change(chosen).then(onDone).catch(fail);
  };
  const locked = KEYS.some((key) => settingOf(settings, key)?.locked);
  return (
    <form onSubmit={store}>
      <p class="lead">{text(locked ? 'welcome_managed' : 'welcome_choose_lead')}</p>
      {KEYS.map((key) => {
        const setting = settingOf(settings, key);
        const value = chosen[key] ?? setting?.value;
        return (
          <Group
            key={key}
            name={key}
            value={typeof value === 'string' ? value : ''}
            isLocked={setting === undefined || setting.locked !== ''}
            onChoose={(next) => setChosen({ ...chosen, [key]: next })}
          />
        );
      })}
      <p class="problem" role="alert">
        {problem}
      </p>
      <div class="buttons">
        <button class="button-primary">{text('welcome_done')}</button>
        <button type="button" onClick={onBack}>
          {text('welcome_back')}
        </button>
      </div>
    </form>
  );
}

interface GroupProperties {
  readonly name: Key;
  readonly value: string;
  readonly isLocked: boolean;
  readonly onChoose: (value: string) => void;
}

function Group({ name, value, isLocked, onChoose }: GroupProperties) {
  const choices: readonly Choice[] = CHOICES[name];
  return (
    <fieldset disabled={isLocked}>
      <legend>{text(TITLES[name])}</legend>
      {choices.map((choice) => (
        <label key={choice.value} class="choice">
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChoose(choice.value)}
          />
          <span>
            <span class="choice-title">{text(choice.title)}</span>
            {choice.what && <span class="quiet">{text(choice.what)}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function settingOf(settings: Settings | null, key: Key) {
  return settings?.settings.find(({ name }) => name === key);
}

/** One after the other: each is a change of its own. */
async function change(chosen: Readonly<Partial<Record<Key, string>>>): Promise<void> {
  for (const [key, value] of Object.entries(chosen)) await ask('change-setting', { key, value });
}
