// On which row of very many one stands, and how the keyboard goes on from there. The focus is set when the row is drawn.
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { LogRow } from './log-row.ts';

export interface Standing {
  /** Place of the row; -1 where nobody stands on one, or it is gone. */
  readonly index: number;
  /** Notes that one stands on a row. */
  readonly stand: (row: LogRow, index: number) => void;
  /** Goes to a row, or the nearest that there is. */
  readonly goTo: (wanted: number, align?: 'auto' | 'center') => void;
}

interface Wanted {
  readonly rows: readonly LogRow[];
  /** Where the rows are drawn. */
  readonly body: RefObject<HTMLElement | null>;
  /** Incident to stand on at first; null for none. */
  readonly startAt: string | null;
}

/** @param scrollTo brings a row into sight */
export function useStanding(
  { rows, body, startAt }: Wanted,
  scrollTo: { readonly current: (index: number, align: 'auto' | 'center') => void },
): Standing {
  const [current, setCurrent] = useState({ id: startAt, index: 0 });
  const wantsFocus = useRef(false);
  const index = indexOf(rows, current);
  const stand = (row: LogRow, at: number): void => setCurrent({ id: row.id, index: at });
  const goTo: Standing['goTo'] = (wanted, align = 'auto') => {
    const at = Math.max(0, Math.min(rows.length - 1, wanted));
    const row = rows[at];
    if (!row) return;
    wantsFocus.current = true;
    stand(row, at);
    scrollTo.current(at, align);
  };
  useEffect(() => {
    if (startAt !== null && index >= 0) goTo(index, 'center');
  }, []);
  useLayoutEffect(() => {
    const link = wantsFocus.current && body.current?.querySelector<HTMLElement>('[tabindex="0"]');
    if (!link) return;
    wantsFocus.current = false;
    link.focus({ preventScroll: true });
  });
  return { index, stand, goTo };
}

/** Where the row is now; -1 where it is not there. Rows that come and go around it leave it where it is. */
function indexOf(
  rows: readonly LogRow[],
  { id, index }: { readonly id: string | null; readonly index: number },
): number {
  if (id === null) return -1;
  return rows[index]?.id === id ? index : rows.findIndex((row) => row.id === id);
}
