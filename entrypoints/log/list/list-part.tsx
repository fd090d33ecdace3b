// The rows with the line above them, or what stands in their place.
import type { RefObject } from 'preact';
import { useMemo } from 'preact/hooks';
import { text } from '../../page-kit/text.ts';
import { ColumnMenu } from './column-menu.tsx';
import { columnIdsOf, COLUMNS, USUAL, USUAL_IDS } from './columns.tsx';
import { ALL, isNarrowed, type Criteria } from './criteria.ts';
import { Grid, type GridHandle } from './grid.tsx';
import { KeepingNote } from './keeping-note.tsx';
import type { LogRow } from './log-row.ts';
import type { LogState } from './log-state.ts';
import { ResultsLine } from './results-line.tsx';
import { SortChoice, sortedBy } from './sort-choice.tsx';
import { Empty, Skeleton } from './states.tsx';
import { NARROW, useMedia } from './use-media.ts';
import { useKept } from './use-kept.ts';

interface Properties {
  readonly state: LogState;
  readonly rows: readonly LogRow[];
  readonly criteria: Criteria;
  readonly change: (next: Criteria) => void;
  readonly now: number;
  readonly isOwn: boolean;
  readonly emptyNote: string;
  readonly startAt: string | null;
  readonly grid: RefObject<GridHandle | null>;
  readonly toSearch: () => void;
  readonly showKeys: () => void;
}

export function ListPart(properties: Properties) {
  const { state, rows, criteria, change, emptyNote, isOwn } = properties;
  const [columnIds, chooseColumns] = useKept('columns', USUAL_IDS, columnIdsOf);
  return (
    <div class="list-part">
      <div class="list-head">
        <ResultsLine {...{ state, emptyNote }} shown={rows} isNarrowed={isNarrowed(criteria)} />
        <SortChoice {...{ criteria, change }} />
        <ColumnMenu ids={columnIds} choose={chooseColumns} />
        <button type="button" class="help" onClick={properties.showKeys}>
          {text('log_keys_button')}
        </button>
      </div>
      {isOwn && <KeepingNote total={state.total} />}
      <Rows {...{ ...properties, columnIds }} />
    </div>
  );
}

function Rows(properties: Properties & { readonly columnIds: readonly string[] }) {
  const { state, rows, criteria, change, columnIds, now, startAt, toSearch, grid } = properties;
  const isNarrow = useMedia(NARROW);
  const columns = useMemo(
    () => (isNarrow ? USUAL : COLUMNS.filter(({ id }) => columnIds.includes(id))),
    [isNarrow, columnIds],
  );
  if (rows.length > 0)
    return (
      <Grid
        {...{ rows, columns, criteria, now, isNarrow, startAt }}
        onSort={(sort) => change(sortedBy(criteria, sort))}
        onLeave={toSearch}
        handle={grid}
      />
    );
  if (state.isAnswered)
    return (
      <Empty isNarrowed={isNarrowed(criteria) && state.rows.length > 0} clear={() => change(ALL)} />
    );
  return state.problem === '' ? <Skeleton /> : null;
}
