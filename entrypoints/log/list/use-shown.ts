// The rows that are shown, out of those of a log and what is asked for. Sorted once for an order and filtered in it, so that a letter
// typed costs one pass.
import { useMemo } from 'preact/hooks';
import type { Criteria } from './criteria.ts';
import { filterRows, sortRows, type Filtered } from './filter-rows.ts';
import type { LogState } from './log-state.ts';

/** @param now ms since the epoch */
export function useShown(state: LogState, criteria: Criteria, now: number): Filtered {
  const { rows, pool } = state;
  const { sort, isAscending, query, time, values } = criteria;
  const sorted = useMemo(() => sortRows(rows, { sort, isAscending }), [rows, sort, isAscending]);
  return useMemo(
    () => filterRows(sorted, criteria, pool, now),
    [sorted, pool, query, time, values],
  );
}
