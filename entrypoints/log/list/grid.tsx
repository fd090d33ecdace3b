// The rows as a grid that a keyboard walks through. One row is a stop of the Tab key, that of the row one was on; only rows in sight
// exist as elements, and each says which of all it is.
import type { RefObject } from 'preact';
import { useImperativeHandle, useLayoutEffect, useRef } from 'preact/hooks';
import { text } from '../../page-kit/text.ts';
import { leastPx, type Column } from './columns.tsx';
import type { Criteria, Sort } from './criteria.ts';
import { GridHead } from './grid-head.tsx';
import { GridRow } from './grid-row.tsx';
import type { LogRow } from './log-row.ts';
import { useStanding } from './use-standing.ts';
import { useVirtualRows, type VirtualRows } from './use-virtual-rows.ts';

const ROW_PX = 58;
const HEAD_PX = 38;
/** As in list.css. 100,000 of them are 14 million pixels; Firefox ends at 17.8 million. */
const CARD_PX = 140;

export interface GridHandle {
  /** Goes on by so many rows from the one that was stood on. */
  readonly move: (rows: number) => void;
}

interface Properties {
  readonly rows: readonly LogRow[];
  readonly columns: readonly Column[];
  readonly criteria: Criteria;
  readonly now: number;
  readonly isNarrow: boolean;
  readonly onSort: (sort: Sort) => void;
  /** Incident to stand on when the list is shown; null for none. */
  readonly startAt: string | null;
  readonly onLeave: () => void;
  readonly handle: RefObject<GridHandle | null>;
}

export function Grid(properties: Properties) {
  const { rows, columns, criteria, now, isNarrow, onSort, startAt, onLeave, handle } = properties;
  const box = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const scrollTo = useRef<VirtualRows['scrollTo']>(() => undefined);
  const { index, stand, goTo } = useStanding({ rows, body, startAt }, scrollTo);
  const [rowPx, headPx] = isNarrow ? [CARD_PX, 0] : [ROW_PX, HEAD_PX];
  const view = useVirtualRows({ box, count: rows.length, rowPx, headPx, kept: index });
  scrollTo.current = view.scrollTo;
  const stop = index >= 0 ? index : (view.items[0]?.index ?? 0);
  // Nobody stands on a row yet: the first step leads to the first one.
  const move = (by: number): void => goTo(index < 0 ? stop : index + by);
  useImperativeHandle(handle, () => ({ move }));
  useLayoutEffect(() => {
    body.current?.style.setProperty('block-size', `${view.totalPx}px`);
  });
  useLayoutEffect(() => {
    const tracks = columns.map(({ width }) => width).join(' ');
    box.current?.style.setProperty('--tracks', tracks);
    box.current?.style.setProperty('--least', `${leastPx(columns)}px`);
  }, [columns]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.target instanceof Element) || !event.target.closest('#rows')) return;
    const step = stepOf(event.key, view.pageRows, rows.length);
    if (step !== undefined) move(step);
    else if (event.key === 'Escape') onLeave();
    else return;
    event.preventDefault();
  };
  return (
    <div
      class="grid card"
      role="grid"
      ref={box}
      aria-label={text('log_incidents')}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-describedby="results"
      onKeyDown={onKeyDown}
    >
      <GridHead columns={columns} criteria={criteria} onSort={onSort} />
      <div id="rows" role="rowgroup" ref={body}>
        {view.items.map(({ index: at, startPx }) => {
          const row = rows[at];
          if (!row) return null;
          const isStop = at === stop;
          const onStand = (): void => stand(row, at);
          return <GridRow key={row.id} {...{ row, at, startPx, columns, now, isStop, onStand }} />;
        })}
      </div>
    </div>
  );
}

/** How many rows a key goes on; undefined for a key that goes nowhere. */
function stepOf(key: string, pageRows: number, all: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ...{ ArrowDown: 1, ArrowUp: -1, PageDown: pageRows, PageUp: -pageRows },
    ...{ Home: -all, End: all },
  };
  return Object.hasOwn(steps, key) ? steps[key] : undefined;
}
