// Asks before incidents are removed: how many, from where, and whether all or those that are shown. The background removes them.
import { useEffect, useRef, useState } from 'preact/hooks';
import { ask, errorText } from '../../page-kit/ask.ts';
import { counted, text } from '../../page-kit/text.ts';

/** Ids in one question. */
const PART = 500;

interface Properties {
  readonly total: number;
  /** Ids of the shown ones; null where all are shown. */
  readonly shown: readonly string[] | null;
  readonly cleared: (removed: number) => void;
  readonly close: () => void;
}

export function ClearDialog({ total, shown, cleared, close }: Properties) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [isOnlyShown, setOnlyShown] = useState(shown !== null && shown.length > 0);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const ids = isOnlyShown ? shown : null;
  const count = ids?.length ?? total;
  useEffect(() => dialog.current?.showModal(), []);
  const clear = (): void => {
    setBusy(true);
    clearParts(ids)
      .then((removed) => {
        close();
        cleared(removed);
      })
      .catch((error: unknown) => setProblem(text('log_not_cleared', { why: errorText(error) })))
      .finally(() => setBusy(false));
  };
  return (
    <dialog
      id="clear-dialog"
      ref={dialog}
      aria-labelledby="clear-title"
      aria-describedby="clear-text"
      onClose={close}
    >
      <h2 id="clear-title">{text('log_clear_title')}</h2>
      {shown !== null && shown.length > 0 && (
        <Which {...{ total, isOnlyShown, setOnlyShown }} shown={shown.length} />
      )}
      <p id="clear-text">{counted('log_clear_text', count)}</p>
      {problem !== '' && (
        <p id="clear-error" class="dialog-error" role="alert">
          {problem}
        </p>
      )}
      <div class="dialog-actions">
        <button type="button" id="clear-cancel" onClick={close}>
          {text('cancel')}
        </button>
        <button
          type="button"
          id="clear-confirm"
          class="button-danger"
          disabled={isBusy}
          onClick={clear}
        >
          {counted('log_clear_confirm', count)}
        </button>
      </div>
    </dialog>
  );
}

interface WhichProperties {
  readonly shown: number;
  readonly total: number;
  readonly isOnlyShown: boolean;
  readonly setOnlyShown: (isOnly: boolean) => void;
}

function Which({ shown, total, isOnlyShown, setOnlyShown }: WhichProperties) {
  return (
    <fieldset class="clear-choice">
      <legend class="visually-hidden">{text('log_clear_which')}</legend>
      <Choice
        isChosen={isOnlyShown}
        label={counted('log_clear_shown', shown)}
        choose={() => setOnlyShown(true)}
      />
      <Choice
        isChosen={!isOnlyShown}
        label={counted('log_clear_all', total)}
        choose={() => setOnlyShown(false)}
      />
    </fieldset>
  );
}

function Choice({
  isChosen,
  label,
  choose,
}: {
  isChosen: boolean;
  label: string;
  choose: () => void;
}) {
  return (
    <label>
      <input type="radio" name="clear-which" checked={isChosen} onChange={choose} /> {label}
    </label>
  );
}

async function clearParts(ids: readonly string[] | null): Promise<number> {
  if (ids === null) return (await ask('clear-incidents', { ids })).removed;
  let removed = 0;
  for (let at = 0; at < ids.length; at += PART)
    removed += (await ask('clear-incidents', { ids: ids.slice(at, at + PART) })).removed;
  return removed;
}
