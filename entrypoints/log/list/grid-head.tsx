// The heads of the columns; those that sort are buttons that say in which direction. On narrow windows they are there for screen
// readers only, and the order is chosen above the rows (list.css).
import { text } from '../../page-kit/text.ts';
import type { Column } from './columns.tsx';
import type { Criteria, Sort } from './criteria.ts';

interface Properties {
  readonly columns: readonly Column[];
  readonly criteria: Criteria;
  readonly onSort: (sort: Sort) => void;
}

export function GridHead({ columns, criteria, onSort }: Properties) {
  return (
    <div class="grid-head" role="rowgroup">
      <div class="row-head" role="row" aria-rowindex={1}>
        {columns.map(({ id, title, sort, isNumber }, place) => (
          <div
            key={id}
            class={isNumber ? 'cell-head number' : 'cell-head'}
            role="columnheader"
            aria-colindex={place + 1}
            aria-sort={sort && directionOf(sort, criteria)}
          >
            {sort ? (
              <button type="button" class="sort" onClick={() => onSort(sort)}>
                {text(title)}
              </button>
            ) : (
              text(title)
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

function directionOf(sort: Sort, criteria: Criteria): 'ascending' | 'descending' | 'none' {
  if (criteria.sort !== sort) return 'none';
  return criteria.isAscending ? 'ascending' : 'descending';
}
