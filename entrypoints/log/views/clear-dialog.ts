// Asks before the log is cleared and says how many incidents go. The background clears; this only asks for it.
import { ask, errorText } from '../../page-kit/ask.ts';
import { byId } from '../../page-kit/dom.ts';
import { counted } from '../../page-kit/format.ts';

interface ClearDialog {
  readonly counts: () => { readonly shown: number; readonly total: number };
  /** Called with the number of removed incidents. */
  readonly cleared: (removed: number) => void;
}

/** Connects the button, the dialog and its two answers. */
export function installClearDialog({ counts, cleared }: ClearDialog): void {
  const dialog = byId('clear-dialog', HTMLDialogElement);
  const confirm = byId('clear-confirm', HTMLButtonElement);
  byId('clear', HTMLButtonElement).addEventListener('click', () => {
    const { shown, total } = counts();
    confirm.textContent = `Remove ${counted(total, 'incident')}`;
    byId('clear-text', HTMLElement).textContent = question(shown, total);
    byId('clear-error', HTMLElement).hidden = true;
    dialog.showModal();
  });
  byId('clear-cancel', HTMLButtonElement).addEventListener('click', () => dialog.close());
  confirm.addEventListener('click', () => {
    confirm.disabled = true;
    void clearLog(dialog, cleared).finally(() => (confirm.disabled = false));
  });
}

function question(shown: number, total: number): string {
  const all = total === 1 ? 'The only incident' : `All ${counted(total, 'incident')}`;
  const search = shown < total ? ` The search shows ${counted(shown, 'of them', 'of them')}.` : '';
  return `${all} will be removed from this browser.${search} This cannot be undone; export them first if you need them.`;
}

async function clearLog(dialog: HTMLDialogElement, cleared: ClearDialog['cleared']): Promise<void> {
  try {
    const { removed } = await ask('clear-incidents', {});
    dialog.close();
    cleared(removed);
  } catch (error) {
    const box = byId('clear-error', HTMLElement);
    box.textContent = `The log was not cleared. ${errorText(error)}`;
    box.hidden = false;
  }
}
