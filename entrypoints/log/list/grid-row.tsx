// One row of the grid, laid at its place. A click opens it; who stands on its link hears all of it.
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { incidentHash, type Column } from './columns.tsx';
import type { LogRow } from './log-row.ts';

interface RowProperties {
  readonly row: LogRow;
  readonly at: number;
  readonly startPx: number;
  readonly columns: readonly Column[];
  readonly now: number;
  readonly isStop: boolean;
  readonly onStand: () => void;
}

export function GridRow({ row, at, startPx, columns, now, isStop, onStand }: RowProperties) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    element.current?.style.setProperty('transform', `translateY(${startPx}px)`);
  }, [startPx]);
  useLayoutEffect(() => {
    const link = element.current?.querySelector('.row-link');
    link?.setAttribute('tabindex', isStop ? '0' : '-1');
    // Who stands on the link hears the whole row.
    link?.setAttribute('aria-describedby', `row-${at}`);
  });
  // Scrolling moves rows and changes none.
  const cells = useMemo(
    () =>
      columns.map((column, place) => (
        <div
          key={column.id}
          class={`cell cell-${column.id}${column.isNumber ? ' number' : ''}`}
          role="gridcell"
          aria-colindex={place + 1}
        >
          {column.cell(row, now)}
        </div>
      )),
    [row, columns, now],
  );
  return (
    <div
      class="row"
      role="row"
      id={`row-${at}`}
      ref={element}
      // The head is the first row.
      aria-rowindex={at + 2}
      onClick={(event) => openUnlessSelecting(event, row.id)}
      onFocusIn={onStand}
    >
      {cells}
    </div>
  );
}

/** A click anywhere on a row opens it, but marking text in it does not, and the link does so by itself. */
function openUnlessSelecting({ target }: Event, id: string): void {
  if (target instanceof Element && target.closest('a')) return;
  if (getSelection()?.isCollapsed === false) return;
  location.hash = incidentHash(id);
}
