// Which columns the table has; kept in this browser.
import { text } from '../../page-kit/text.ts';
import { COLUMNS, isFixed, USUAL_IDS } from './columns.tsx';
import { Menu } from './menu.tsx';

interface Properties {
  readonly ids: readonly string[];
  readonly choose: (ids: readonly string[]) => void;
}

export function ColumnMenu({ ids, choose }: Properties) {
  const toggle = (id: string): void =>
    choose(COLUMNS.map((column) => column.id).filter((one) => ids.includes(one) !== (one === id)));
  return (
    <Menu label={text('log_columns')} kind="menu-end wide-only">
      {() => (
        <>
          <ul class="menu-list">
            {COLUMNS.map((column) => (
              <li key={column.id}>
                <label class="menu-line">
                  <input
                    type="checkbox"
                    checked={ids.includes(column.id)}
                    disabled={isFixed(column)}
                    onChange={() => toggle(column.id)}
                  />
                  <span class="menu-value">{text(column.title)}</span>
                </label>
              </li>
            ))}
          </ul>
          <button type="button" class="menu-action" onClick={() => choose(USUAL_IDS)}>
            {text('log_usual_columns')}
          </button>
        </>
      )}
    </Menu>
  );
}
