// A line of a list of hosts. What the company has named has a lock, what the person has named two buttons.
import { plainText } from '../../../core/report/plain-text.ts';
import { endText } from '../../page-kit/format.ts';
import { categoryWords } from '../../page-kit/policy-words.tsx';
import { Foreign } from '../../page-kit/parts.tsx';
import { text } from '../../page-kit/text.ts';
import { LockMark } from '../lock.tsx';
import { isEnded, type HostEntry } from './host-entry.ts';

export interface HostActions {
  readonly edit: (entry: HostEntry) => void;
  readonly remove: (entry: HostEntry) => void;
}

interface RowProps extends HostActions {
  readonly entry: HostEntry;
  readonly isTheirs: boolean;
  readonly hasCategory: boolean;
}

export function HostRow({ entry, isTheirs, hasCategory, edit, remove }: RowProps) {
  const { host, category = '', reason, by, until } = entry;
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <Foreign of={host} most={253} />
      </th>
      {hasCategory && <td role="cell">{categoryWords(category)}</td>}
      <Cell label={text('settings_reason')} of={reason} />
      <td role="cell" class={until === '' ? 'empty' : ''}>
        <span class="cell-label" aria-hidden="true">
          {text('settings_end')}
        </span>
        {until === '' ? text('settings_end_none') : endText(until)}{' '}
        {isEnded(until, Date.now()) && <span class="tag">{text('settings_ended')}</span>}
      </td>
      <Cell label={text('settings_by')} of={by} />
      <td role="cell" class="row-actions">
        {isTheirs ? (
          <span class="lock">
            <LockMark /> {text('settings_company_row')}
          </span>
        ) : (
          <OwnActions {...{ entry, edit, remove }} />
        )}
      </td>
    </tr>
  );
}

function OwnActions({ entry, edit, remove }: Pick<RowProps, 'entry' | 'edit' | 'remove'>) {
  const host = plainText(entry.host, 120);
  return (
    <>
      <button
        type="button"
        class="button-small"
        aria-label={text('settings_edit_label', { host })}
        onClick={() => edit(entry)}
      >
        {text('settings_edit')}
      </button>
      <button
        type="button"
        class="button-small"
        aria-label={text('settings_remove_label', { host })}
        onClick={() => remove(entry)}
      >
        {text('settings_remove')}
      </button>
    </>
  );
}

/** On a narrow window the head is gone, and each cell says what it is. */
function Cell({ label, of }: { label: string; of: string }) {
  return (
    <td role="cell" class={of === '' ? 'empty' : ''}>
      <span class="cell-label" aria-hidden="true">
        {label}
      </span>
      {of !== '' && <Foreign of={of} most={300} />}
    </td>
  );
}
