// The values of one facet with the number of incidents that each would leave.
import { useState } from 'preact/hooks';
import { numberText } from '../../page-kit/format.ts';
import { counted, text } from '../../page-kit/text.ts';
import { toggled, withValues, type Criteria, type Facet } from './criteria.ts';
import { FACET_KEYS, valueText } from './facet-words.ts';
import { facetCounts, type Filtered } from './filter-rows.ts';
import { Menu } from './menu.tsx';

/** More are found by typing a part of their name. */
const MOST_SHOWN = 40;
const SEARCH_FROM = 9;

interface Properties {
  readonly facet: Facet;
  readonly criteria: Criteria;
  readonly filtered: Filtered;
  readonly change: (next: Criteria) => void;
}

export function FacetMenu(properties: Properties) {
  const { facet, criteria } = properties;
  return (
    <Menu label={text(FACET_KEYS[facet])} chosen={criteria.values[facet]?.length ?? 0}>
      {(close) => <Values {...properties} close={close} />}
    </Menu>
  );
}

function Values({
  facet,
  criteria,
  filtered,
  change,
  close,
}: Properties & { readonly close: () => void }) {
  const [part, setPart] = useState('');
  const chosen = criteria.values[facet] ?? [];
  const counts = facetCounts(filtered, facet);
  const gone = chosen.filter((value) => !counts.some(([known]) => known === value));
  const all = [...gone.map((value) => [value, 0] as const), ...counts];
  const fitting = all.filter(([value]) =>
    valueText(facet, value).toLowerCase().includes(part.trim().toLowerCase()),
  );
  return (
    <>
      {all.length >= SEARCH_FROM && (
        <input
          type="search"
          class="menu-search"
          aria-label={text('log_find_value')}
          placeholder={text('log_find_value')}
          value={part}
          onInput={({ currentTarget }) => setPart(currentTarget.value)}
        />
      )}
      <ul class="menu-list">
        {fitting.slice(0, MOST_SHOWN).map(([value, count]) => (
          <Value
            key={value}
            {...{ facet, value, count }}
            isChosen={chosen.includes(value)}
            toggle={() => change(toggled(criteria, facet, value))}
          />
        ))}
      </ul>
      {fitting.length === 0 && <p class="quiet menu-note">{text('log_no_value')}</p>}
      {fitting.length > MOST_SHOWN && (
        <p class="quiet menu-note">{counted('log_more_values', fitting.length - MOST_SHOWN)}</p>
      )}
      {chosen.length > 0 && (
        <button
          type="button"
          class="menu-action"
          onClick={() => {
            change(withValues(criteria, facet, []));
            close();
          }}
        >
          {text('log_any_value')}
        </button>
      )}
    </>
  );
}

interface ValueProperties {
  readonly facet: Facet;
  readonly value: string;
  readonly count: number;
  readonly isChosen: boolean;
  readonly toggle: () => void;
}

function Value({ facet, value, count, isChosen, toggle }: ValueProperties) {
  return (
    <li>
      <label class="menu-line">
        <input type="checkbox" checked={isChosen} onChange={toggle} />
        <bdi class="menu-value">{valueText(facet, value)}</bdi>
        <span class="menu-number">{numberText(count)}</span>
      </label>
    </li>
  );
}
