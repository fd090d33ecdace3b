// Where the page is, as its address says it: `#section=log` or `#q=address`. Typing replaces the address, so that the way back
// leads to the page before.
import { useCallback, useEffect, useState } from 'preact/hooks';

export interface Place {
  readonly query: string;
  /** Empty for the first one. */
  readonly section: string;
}

const MOST_QUERY_CHARS = 200;

export function placeOf(hash: string): Place {
  const named = new URLSearchParams(hash.slice(1));
  return {
    query: (named.get('q') ?? '').slice(0, MOST_QUERY_CHARS),
    section: named.get('section') ?? '',
  };
}

export function hashOf({ query, section }: Place): string {
  const named = new URLSearchParams();
  if (query !== '') named.set('q', query);
  if (section !== '') named.set('section', section);
  return `#${named.toString()}`;
}

/** `Sites and hosts` as an address has it. */
export function slugOf(section: string): string {
  return section.toLowerCase().replace(/\W+/g, '-');
}

export function usePlace(): readonly [Place, (query: string) => void] {
  const [place, setPlace] = useState(placeOf(location.hash));
  useEffect(() => {
    const onRoute = (): void => setPlace(placeOf(location.hash));
    addEventListener('hashchange', onRoute);
    return () => removeEventListener('hashchange', onRoute);
  }, []);
  const search = useCallback((query: string) => {
    const { section } = placeOf(location.hash);
    const next = { query: query.slice(0, MOST_QUERY_CHARS), section };
    history.replaceState(null, '', hashOf(next));
    setPlace(next);
  }, []);
  return [place, search];
}
