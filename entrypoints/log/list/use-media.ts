// Whether a media query fits, now and whenever that changes.
import { useEffect, useState } from 'preact/hooks';

/** Rows are cards below this width (list.css). */
export const NARROW = '(max-width: 820px)';
/** What stands beside the rows lies above them below this width (list.css). */
export const STACKED = '(max-width: 1179px)';

export function useMedia(query: string): boolean {
  const [fits, setFits] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const changed = (): void => setFits(media.matches);
    media.addEventListener('change', changed);
    return () => media.removeEventListener('change', changed);
  }, [query]);
  return fits;
}
