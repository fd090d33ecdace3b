// A list of hosts: what the company has named, locked; below it what the person has named, to add to, to edit and to remove from.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Setting } from '../../../core/protocol/questions.ts';
import { titleOf } from '../../page-kit/policy-words.tsx';
import { counted, text } from '../../page-kit/text.ts';
import type { FormProps } from './form.tsx';
import type { HostEntry } from './host-entry.ts';
import { HostFields } from './host-fields.tsx';
import { HostRow, type HostActions } from './host-row.tsx';

/** Rows at a time: a company can name thousands. */
const ROWS = 100;

interface HostsProps extends FormProps {
  readonly hasCategory: boolean;
}

export function HostsForm({ setting, saving, saveAndFocus, hasCategory }: HostsProps) {
  const { name } = setting;
  const mine = ownOf(setting);
  const [editing, setEditing] = useState<HostEntry | 'new' | null>(null);
  const add = useAddButton(editing !== null);
  const old = editing === 'new' ? null : editing;
  const save = async (entry: HostEntry): Promise<boolean> => {
    const isSaved = await saving.save(withEntry(mine, old, entry));
    if (isSaved) setEditing(null);
    return isSaved;
  };
  const remove = ({ host }: HostEntry): void => {
    const left = mine.filter((one) => one.host !== host);
    void saveAndFocus(left.length > 0 ? left : undefined);
  };
  const close = (): void => {
    saving.refuse('');
    setEditing(null);
  };
  return (
    <>
      <HostsTable {...{ setting, mine, hasCategory, remove }} edit={setEditing} />
      {editing === null ? (
        <button
          ref={add}
          type="button"
          class="button-small add"
          aria-label={text('settings_add_label', { title: titleOf(name) })}
          onClick={() => setEditing('new')}
        >
          {text('settings_add')}
        </button>
      ) : (
        <HostFields
          key={old?.host ?? ''}
          {...{ name, hasCategory, save }}
          isTaken={(host) => host !== old?.host && mine.some((one) => one.host === host)}
          entry={old}
          cancel={close}
        />
      )}
    </>
  );
}

interface TableProps extends HostActions {
  readonly setting: Setting;
  readonly mine: readonly HostEntry[];
  readonly hasCategory: boolean;
}

function HostsTable({ setting, mine, hasCategory, edit, remove }: TableProps) {
  const [most, setMost] = useState(ROWS);
  const rows = [
    ...companysOf(setting).map((entry) => ({ entry, isTheirs: true })),
    ...mine.map((entry) => ({ entry, isTheirs: false })),
  ];
  if (rows.length === 0) return <p class="quiet">{text('settings_no_hosts')}</p>;
  return (
    <>
      <table class="hosts" role="table" aria-labelledby={`${setting.name}-title`}>
        <HostsHead hasCategory={hasCategory} />
        <tbody role="rowgroup">
          {rows.slice(0, most).map((row, index) => (
            <HostRow key={index} {...row} {...{ hasCategory, edit, remove }} />
          ))}
        </tbody>
      </table>
      {rows.length > most && (
        <button type="button" class="button-small more" onClick={() => setMost(most + ROWS)}>
          {counted('settings_show_more', Math.min(ROWS, rows.length - most))}
        </button>
      )}
    </>
  );
}

function HostsHead({ hasCategory }: { hasCategory: boolean }) {
  return (
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader">{text('settings_host')}</th>
        {hasCategory && <th role="columnheader">{text('settings_category')}</th>}
        <th role="columnheader">{text('settings_reason')}</th>
        <th role="columnheader">{text('settings_end')}</th>
        <th role="columnheader">{text('settings_by')}</th>
        <th role="columnheader">
          <span class="visually-hidden">{text('settings_actions')}</span>
        </th>
      </tr>
    </thead>
  );
}

/** Takes the focus back when the fields are closed. */
function useAddButton(isOpen: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen) button.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return button;
}

function ownOf({ own = [] }: Setting): readonly HostEntry[] {
  return own as readonly HostEntry[];
}

/** What holds is what the company names, then what the person names. */
export function companysOf(setting: Setting): readonly HostEntry[] {
  const all = setting.value as readonly HostEntry[];
  if (setting.source === 'company') return all;
  if (setting.source !== 'company and person') return [];
  return all.slice(0, all.length - ownOf(setting).length);
}

/** In the place of an old one, if that is still there; otherwise at the end. */
export function withEntry(
  all: readonly HostEntry[],
  old: HostEntry | null,
  entry: HostEntry,
): readonly HostEntry[] {
  const isThere = all.some(({ host }) => host === old?.host);
  return isThere ? all.map((one) => (one.host === old?.host ? entry : one)) : [...all, entry];
}
