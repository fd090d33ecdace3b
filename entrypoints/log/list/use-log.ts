// The log of this browser as a hook: read when the page is opened, kept in step for as long as it is shown.
import { useEffect, useRef, useState } from 'preact/hooks';
import { onChange } from '../../page-kit/ask.ts';
import { LogReader, UNREAD } from './log-reader.ts';
import type { LogState } from './log-state.ts';

export function useLog(): readonly [state: LogState, askAgain: () => void] {
  const [state, setState] = useState(UNREAD);
  const reader = useRef<LogReader | null>(null);
  useEffect(() => {
    const own = new LogReader(setState);
    reader.current = own;
    own.refresh();
    const stopListening = onChange(() => own.refresh());
    return () => {
      stopListening();
      own.end();
    };
  }, []);
  return [state, () => reader.current?.refresh()];
}
