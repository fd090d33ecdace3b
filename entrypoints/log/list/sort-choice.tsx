// The order of the cards: on narrow windows there are no heads of columns to press.
import { text, type TextKey } from '../../page-kit/text.ts';
import { SORTS, type Criteria, type Sort } from './criteria.ts';

const SORT_KEYS = {
  when: 'log_when',
  first: 'log_first_seen',
  site: 'log_site',
  sure: 'log_sure',
  count: 'log_count',
  family: 'log_family',
  observed: 'log_observed',
  avoided: 'log_avoided',
} as const satisfies Record<Sort, TextKey>;

/** Names from a to z, numbers and times from the top. */
const NAMES: readonly Sort[] = ['site', 'family'];

/** The next order when a head is pressed: its own first, then the other way round. */
export function sortedBy(criteria: Criteria, sort: Sort): Criteria {
  const isAscending = criteria.sort === sort ? !criteria.isAscending : NAMES.includes(sort);
  return { ...criteria, sort, isAscending };
}

interface Properties {
  readonly criteria: Criteria;
  readonly change: (next: Criteria) => void;
}

export function SortChoice({ criteria, change }: Properties) {
  return (
    <label class="sort-choice narrow-only">
      <span class="visually-hidden">{text('log_sort')}</span>
      <select
        value={criteria.sort}
        onChange={({ currentTarget }) => {
          const sort = SORTS.find((one) => one === currentTarget.value) ?? 'when';
          change({ ...criteria, sort, isAscending: NAMES.includes(sort) });
        }}
      >
        {SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {text('log_sorted_by', { what: text(SORT_KEYS[sort]) })}
          </option>
        ))}
      </select>
    </label>
  );
}
