// Keys that work anywhere on the list, but never where somebody types or a dialog is open.
import { useEffect, useRef } from 'preact/hooks';

export interface PageKeys {
  readonly areOn: boolean;
  readonly search: () => void;
  readonly move: (rows: number) => void;
  readonly help: () => void;
}

export function usePageKeys(keys: PageKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!isFree(event)) return;
      const { areOn, search, move, help } = latest.current;
      const actions: Readonly<Record<string, () => void>> = {
        '/': search,
        '?': help,
        j: () => move(1),
        k: () => move(-1),
      };
      const action = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
      if (!areOn || !action) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

function isFree({ target, ctrlKey, altKey, metaKey, defaultPrevented }: KeyboardEvent): boolean {
  if (ctrlKey || altKey || metaKey || defaultPrevented) return false;
  return !(target instanceof Element && target.closest('input, select, textarea, dialog'));
}
