// Which of very many rows of one height are on the screen. Only those exist as elements, and one more: the row that has the focus
// must not vanish because somebody scrolls.
import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** Drawn above and below what is seen, so that a quick scroll shows no gap. */
const OVERSCAN_ROWS = 8;

interface Wanted {
  /** What scrolls: a head that stays in sight, then the rows. */
  readonly box: RefObject<HTMLElement | null>;
  readonly count: number;
  readonly rowPx: number;
  /** Height of the head. */
  readonly headPx: number;
  /** The row that is always there; -1 for none. */
  readonly kept: number;
}

export interface VirtualRows {
  readonly items: readonly { readonly index: number; readonly startPx: number }[];
  readonly totalPx: number;
  readonly scrollTo: (index: number, align: 'auto' | 'center') => void;
  /** Whole rows that fit. */
  readonly pageRows: number;
}

/** The first row that is seen at least in part, and how many fit. */
interface Seen {
  readonly first: number;
  readonly fit: number;
}

export function useVirtualRows({ box, count, rowPx, headPx, kept }: Wanted): VirtualRows {
  const { first, fit } = useSeen(box, rowPx, headPx);
  const begin = Math.max(0, Math.min(first, count - 1) - OVERSCAN_ROWS);
  const end = Math.min(count, first + fit + 1 + OVERSCAN_ROWS);
  const indexes = Array.from({ length: Math.max(0, end - begin) }, (_, at) => begin + at);
  if (kept >= 0 && kept < begin) indexes.unshift(kept);
  if (kept >= end && kept < count) indexes.push(kept);
  return {
    items: indexes.map((index) => ({ index, startPx: index * rowPx })),
    totalPx: count * rowPx,
    scrollTo: (index, align) => {
      const element = box.current;
      if (element) element.scrollTop = topFor(element, { index, rowPx, headPx, align });
    },
    pageRows: Math.max(1, fit - 1),
  };
}

/** Follows the scroll box; it draws anew when another row comes into sight, not with each pixel. */
function useSeen(box: RefObject<HTMLElement | null>, rowPx: number, headPx: number): Seen {
  const [seen, setSeen] = useState<Seen>({ first: 0, fit: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = (): void => {
      const first = Math.max(0, Math.floor(element.scrollTop / rowPx));
      const fit = Math.ceil(Math.max(0, element.clientHeight - headPx) / rowPx);
      setSeen((before) => (before.first === first && before.fit === fit ? before : { first, fit }));
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    look();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [box, rowPx, headPx]);
  return seen;
}

interface Place {
  readonly index: number;
  readonly rowPx: number;
  readonly headPx: number;
  /** `auto`: only as far as is needed. */
  readonly align: 'auto' | 'center';
}

/** Where to scroll to, so that a row is seen whole below the head. */
function topFor({ scrollTop, clientHeight }: HTMLElement, place: Place): number {
  const { index, rowPx, headPx, align } = place;
  const [startPx, shownPx] = [index * rowPx, clientHeight - headPx];
  if (align === 'center') return startPx - (shownPx - rowPx) / 2;
  if (startPx < scrollTop) return startPx;
  return Math.max(scrollTop, startPx + rowPx - shownPx);
}
