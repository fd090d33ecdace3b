// Search over a log as people type it: every word must occur somewhere in what an incident says. Texts that many incidents
// share are kept and looked at once. Plain substring search on purpose: a pattern pasted here can never become slow or wrong.
import type { IncidentSummary } from '../incident/summary.ts';

/** Longer queries are cut: nobody types them, and pasted pages would only slow the search. */
export const MAX_QUERY_CHARS = 200;
/** One bit a word. */
const MAX_WORDS = 30;

/** Every text that occurs in the summaries, once, in small letters. */
export interface TextPool {
  /** The number of a text; it is added where it is new. */
  numberOf(text: string): number;
  readonly texts: readonly string[];
}

export function createTextPool(): TextPool {
  const texts: string[] = [];
  const numbers = new Map<string, number>();
  return {
    texts,
    numberOf(text) {
      const small = text.toLowerCase();
      const known = numbers.get(small);
      if (known !== undefined) return known;
      numbers.set(small, texts.length);
      return texts.push(small) - 1;
    },
  };
}

/** What can be searched for, beside the id, as numbers of the pool. */
export function termsOf(summary: IncidentSummary, pool: TextPool): readonly number[] {
  const { site, category, level, response, family, sentence, action, sha256 } = summary;
  const parts = [site, category, level, response, family ?? '', sentence, action, sha256 ?? ''];
  const all = [...parts, ...summary.hosts, ...summary.detectors, ...summary.text.split('\n')];
  return [...new Set(all.filter(Boolean).map((text) => pool.numberOf(text)))];
}

/** Tells whether an incident holds every word of a query; null where the query asks for nothing. */
export function matcher(
  query: string,
  { texts }: TextPool,
): ((id: string, terms: readonly number[]) => boolean) | null {
  const words = wordsOf(query);
  if (words.length === 0) return null;
  const everyWord = 2 ** words.length - 1;
  // Counted loops: hundreds of thousands of texts are looked at between two letters that somebody types.
  const holds = new Uint32Array(texts.length);
  for (let at = 0; at < texts.length; at++) holds[at] = wordsIn(texts[at] ?? '', words);
  return (id, terms) => {
    let found = 0;
    for (let at = 0; at < terms.length; at++) found |= holds[terms[at] ?? 0] ?? 0;
    return found === everyWord || (found | wordsIn(id, words)) === everyWord;
  };
}

function wordsOf(query: string): readonly string[] {
  const words = query.slice(0, MAX_QUERY_CHARS).toLowerCase().split(/\s+/).filter(Boolean);
  return [...new Set(words)].slice(0, MAX_WORDS);
}

/** One bit for each word that occurs in the text. */
function wordsIn(text: string, words: readonly string[]): number {
  let found = 0;
  for (let at = 0; at < words.length; at++) if (text.includes(words[at] ?? '')) found |= 1 << at;
  return found;
}
