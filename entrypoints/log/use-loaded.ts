// A part of the page that is loaded when it is first shown. The library for charts is as large as all else: rows and words are there
// before it.
import { useEffect, useState } from 'preact/hooks';

/** @param load imports the part; null until it is there */
export function useLoaded<Part>(load: () => Promise<Part>): Part | null {
  const [loaded, setLoaded] = useState<{ readonly part: Part } | null>(null);
  useEffect(() => void load().then((part) => setLoaded({ part })), []);
  return loaded?.part ?? null;
}
