// Which keys do what. Keys of a single letter can be switched off: people who speak to their machine would set them off by words.
import { useEffect, useRef } from 'preact/hooks';
import { text, type TextKey } from '../../page-kit/text.ts';

const KEYS: readonly (readonly [keys: readonly string[], does: TextKey])[] = [
  [['/'], 'log_key_search'],
  [['j', '↓'], 'log_key_down'],
  [['k', '↑'], 'log_key_up'],
  [['Page ↓', 'Page ↑'], 'log_key_page'],
  [['Home', 'End'], 'log_key_ends'],
  [['Enter'], 'log_key_open'],
  [['Esc'], 'log_key_back'],
  [['?'], 'log_key_help'],
];

interface Properties {
  readonly areOn: boolean;
  readonly setOn: (on: boolean) => void;
  readonly close: () => void;
}

export function KeysDialog({ areOn, setOn, close }: Properties) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog id="keys-dialog" ref={dialog} aria-labelledby="keys-title" onClose={close}>
      <h2 id="keys-title">{text('log_keys')}</h2>
      <dl class="keys">
        {KEYS.map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{text(does)}</dd>
          </div>
        ))}
      </dl>
      <label class="keys-switch">
        <input
          type="checkbox"
          checked={areOn}
          onChange={({ currentTarget }) => setOn(currentTarget.checked)}
        />{' '}
        {text('log_keys_on')}
      </label>
      <div class="dialog-actions">
        <button type="button" onClick={close}>
          {text('log_close')}
        </button>
      </div>
    </dialog>
  );
}
