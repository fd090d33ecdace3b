// A choice of the person that stays in this browser: columns, saved filters. Storage that fails or holds something else only
// means that the choice is made again.
import { useState } from 'preact/hooks';

/** @param read makes the value of what was stored; undefined where it is not one */
export function useKept<Value>(
  key: string,
  initial: Value,
  read: (stored: unknown) => Value | undefined,
): readonly [Value, (next: Value) => void] {
  const [value, setValue] = useState<Value>(() => read(stored(key)) ?? initial);
  const keep = (next: Value): void => {
    setValue(next);
    localStorage.setItem(`assay-log-${key}`, JSON.stringify(next));
  };
  return [value, keep];
}

function stored(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(`assay-log-${key}`) ?? 'null');
  } catch {
    // Not ours, or of another version.
    return null;
  }
}
