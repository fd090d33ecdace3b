// Saved filters: a name for what the address says, kept in this browser.
import { useState } from 'preact/hooks';
import { plainText } from '../../../core/report/plain-text.ts';
import { text } from '../../page-kit/text.ts';
import { criteriaOf, hashOf, type Criteria } from './criteria.ts';
import { Menu } from './menu.tsx';
import { useKept } from './use-kept.ts';

interface SavedView {
  readonly name: string;
  /** What stands after `#`. */
  readonly hash: string;
}

const MOST_VIEWS = 30;
const MAX_NAME_CHARS = 60;

interface Properties {
  readonly criteria: Criteria;
  readonly change: (next: Criteria) => void;
}

export function ViewMenu({ criteria, change }: Properties) {
  const [views, keep] = useKept<readonly SavedView[]>('views', [], viewsOf);
  const hash = hashOf(criteria);
  return (
    <Menu label={text('log_views')} kind="menu-end">
      {(close) => (
        <>
          {views.length === 0 && <p class="quiet menu-note">{text('log_no_views')}</p>}
          <ul class="menu-list">
            {views.map((view) => (
              <li key={view.name} class="menu-pair">
                <button
                  type="button"
                  class="menu-line"
                  aria-current={view.hash === hash ? 'true' : undefined}
                  onClick={() => {
                    change(criteriaOf(view.hash));
                    close();
                  }}
                >
                  <bdi class="menu-value">{plainText(view.name, MAX_NAME_CHARS)}</bdi>
                </button>
                <button
                  type="button"
                  class="menu-remove"
                  aria-label={text('log_delete_view', { name: view.name })}
                  onClick={() => keep(views.filter(({ name }) => name !== view.name))}
                >
                  <span class="cross" aria-hidden="true" />
                </button>
              </li>
            ))}
          </ul>
          <SaveView
            isFull={views.length >= MOST_VIEWS}
            save={(name) => keep([...views.filter((one) => one.name !== name), { name, hash }])}
          />
        </>
      )}
    </Menu>
  );
}

function SaveView({ isFull, save }: { isFull: boolean; save: (name: string) => void }) {
  const [name, setName] = useState('');
  return (
    <form
      class="menu-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === '') return;
        save(name.trim());
        setName('');
      }}
    >
      <input
        type="text"
        maxLength={MAX_NAME_CHARS}
        aria-label={text('log_view_name')}
        placeholder={text('log_view_name')}
        value={name}
        onInput={({ currentTarget }) => setName(currentTarget.value)}
      />
      <button type="submit" disabled={isFull || name.trim() === ''}>
        {text('log_save_view')}
      </button>
    </form>
  );
}

function viewsOf(stored: unknown): readonly SavedView[] | undefined {
  if (!Array.isArray(stored)) return undefined;
  return stored.filter(isView).slice(0, MOST_VIEWS);
}

function isView(one: unknown): one is SavedView {
  const { name, hash } = (one ?? {}) as Partial<Record<keyof SavedView, unknown>>;
  return typeof name === 'string' && typeof hash === 'string';
}
