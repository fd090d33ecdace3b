// The menus of the filters, and what is filtered by now as chips that take it back.
import { plainText } from '../../../core/report/plain-text.ts';
import { text } from '../../page-kit/text.ts';
import { ALL, FACETS, isNarrowed, toggled, type Criteria } from './criteria.ts';
import { FacetMenu } from './facet-menu.tsx';
import { FACET_KEYS, timeWords, valueText } from './facet-words.ts';
import type { Filtered } from './filter-rows.ts';
import { TimeMenu } from './time-menu.tsx';

interface Properties {
  readonly criteria: Criteria;
  readonly filtered: Filtered;
  readonly change: (next: Criteria) => void;
}

export function FilterMenus({ criteria, filtered, change }: Properties) {
  return (
    <div class="filters" role="group" aria-label={text('log_filters')}>
      <TimeMenu {...{ criteria, change }} />
      {FACETS.map((facet) => (
        <FacetMenu key={facet} {...{ facet, criteria, filtered, change }} />
      ))}
    </div>
  );
}

export function Chips({ criteria, change }: Omit<Properties, 'filtered'>) {
  if (!isNarrowed(criteria)) return null;
  const { query, time, values, sort, isAscending } = criteria;
  const words = plainText(query, 60);
  return (
    <ul class="chips" aria-label={text('log_active_filters')}>
      {words !== '' && (
        <Chip
          name={text('log_search')}
          value={words}
          remove={() => change({ ...criteria, query: '' })}
        />
      )}
      {time !== null && (
        <Chip
          name={text('log_time')}
          value={timeWords(time)}
          remove={() => change({ ...criteria, time: null })}
        />
      )}
      {FACETS.flatMap((facet) =>
        (values[facet] ?? []).map((value) => (
          <Chip
            key={`${facet} ${value}`}
            name={text(FACET_KEYS[facet])}
            value={valueText(facet, value)}
            remove={() => change(toggled(criteria, facet, value))}
          />
        )),
      )}
      <li>
        <button
          type="button"
          class="chip-clear-all"
          onClick={() => change({ ...ALL, sort, isAscending })}
        >
          {text('log_clear_filters')}
        </button>
      </li>
    </ul>
  );
}

function Chip({ name, value, remove }: { name: string; value: string; remove: () => void }) {
  return (
    <li>
      <button type="button" class="filter-chip" onClick={remove}>
        <span class="visually-hidden">{text('log_remove_filter')} </span>
        <span class="quiet">{name}:</span> <bdi>{value}</bdi>
        <span class="cross" aria-hidden="true" />
      </button>
    </li>
  );
}
