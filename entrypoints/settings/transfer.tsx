// All of a person's own settings at once: to a file, from a file, and back to the defaults.
import { useRef, useState } from 'preact/hooks';
import type { Settings } from '../../core/protocol/questions.ts';
import { plainText } from '../../core/report/plain-text.ts';
import { errorText } from '../page-kit/ask.ts';
import { listText } from '../page-kit/format.ts';
import { titleOf } from '../page-kit/policy-words.tsx';
import { dayOf, saveFile } from '../page-kit/save-file.ts';
import { counted, text } from '../page-kit/text.ts';
import { Part } from './part.tsx';
import { fileText, MOST_BYTES, ownValues, readFileText } from './settings-file.ts';
import type { OwnSettings, Values } from './use-settings.ts';

interface Said {
  readonly done: string;
  readonly wrong: string;
  /** In the words of the background. */
  readonly detail: string;
  /** What to go back to. */
  readonly undo: Values | null;
}

const NOTHING: Said = { done: '', wrong: '', detail: '', undo: null };

interface TransferProps {
  readonly settings: Settings;
  readonly replace: OwnSettings['replace'];
  readonly isShown: (title: string, description: string) => boolean;
}

export function Transfer({ settings, replace, isShown }: TransferProps) {
  const [said, setSaid] = useState(NOTHING);
  const own = ownValues(settings);
  const count = Object.keys(own).length;
  const put = async (values: Values, done: (after: Settings) => string): Promise<void> => {
    try {
      const after = await replace(values);
      setSaid({ ...NOTHING, done: done(after), undo: own });
    } catch (error) {
      const wrong = text('settings_import_wrong');
      setSaid({ ...NOTHING, wrong, detail: errorText(error) });
    }
  };
  const read = async (file: File): Promise<void> => {
    const found =
      file.size > MOST_BYTES ? 'settings_import_too_large' : readFileText(await file.text());
    if (typeof found === 'string') setSaid({ ...NOTHING, wrong: text(found) });
    else await put(found.values, (after) => importedText(found.values, after));
  };
  return (
    <>
      <Part
        title={text('settings_export_title')}
        description={text('settings_export_text')}
        isShown={isShown}
      >
        <button id="export-settings" type="button" onClick={() => save(settings)}>
          {text('settings_export')}
        </button>
        <p class="quiet hint">{counted('settings_own_count', count)}</p>
      </Part>
      <Part
        title={text('settings_import_title')}
        description={text('settings_import_text')}
        isShown={isShown}
      >
        <FileButton read={(file) => void read(file)} />
      </Part>
      <Part
        title={text('settings_reset_all_title')}
        description={text('settings_reset_all_text')}
        isShown={isShown}
      >
        <ResetAll count={count} reset={() => void put({}, () => text('settings_reset_all_done'))} />
      </Part>
      <Outcome of={said} undo={(values) => void put(values, () => text('settings_saved'))} />
    </>
  );
}

function Outcome({ of, undo }: { of: Said; undo: (values: Values) => void }) {
  return (
    <div class="outcome">
      <p id="transfer-problem" class="problem" role="alert">
        {of.wrong}
        {of.detail !== '' && <span lang="en"> {plainText(of.detail, 600)}</span>}
      </p>
      <span id="transfer-done" class="done" role="status">
        {of.done}
      </span>
      {of.undo !== null && (
        <button
          id="transfer-undo"
          type="button"
          class="button-small"
          onClick={() => of.undo && undo(of.undo)}
        >
          {text('settings_undo')}
        </button>
      )}
    </div>
  );
}

function FileButton({ read }: { read: (file: File) => void }) {
  return (
    <label class="button file-button">
      <input
        id="import-settings"
        type="file"
        accept="application/json,.json"
        class="visually-hidden"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) read(file);
          // The same file can be chosen again.
          currentTarget.value = '';
        }}
      />
      {text('settings_import')}
    </label>
  );
}

function ResetAll({ count, reset }: { count: number; reset: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button
        id="reset-settings"
        type="button"
        disabled={count === 0}
        onClick={() => dialog.current?.showModal()}
      >
        {text('settings_reset_all')}
      </button>
      <dialog id="reset-dialog" ref={dialog} aria-labelledby="reset-question">
        <h2 id="reset-question">{text('settings_reset_all_question')}</h2>
        <p>
          {counted('settings_own_count', count)} {text('settings_reset_all_text')}
        </p>
        <form method="dialog" class="dialog-end">
          <button>{text('cancel')}</button>
          <button id="reset-confirm" class="button-danger" onClick={reset}>
            {text('settings_reset_all_confirm')}
          </button>
        </form>
      </dialog>
    </>
  );
}

function save(settings: Settings): void {
  const now = Date.now();
  saveFile(fileText(settings, now), 'application/json', `assay-settings-${dayOf(now)}.json`);
}

/** How many hold now, and which were left out because they are locked. */
function importedText(values: Values, { settings }: Settings): string {
  const given = settings.filter(({ name }) => Object.hasOwn(values, name));
  const locked = given.filter((setting) => setting.locked !== '');
  const titles = listText(locked.map(({ name }) => titleOf(name)));
  return [
    counted('settings_imported', given.length - locked.length),
    ...(locked.length > 0 ? [text('settings_import_left_out', { titles })] : []),
  ].join(' ');
}
