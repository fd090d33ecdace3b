// What a text is searched for, in two sizes. The small lexicon is carried by every frame of every page: it has what the
// rules need that can refuse. The full one, for files, adds what only makes a text worth a second look.
import { constantSets } from '../features/constants.ts';
import { indexOf, type WordIndex } from './hash-words.ts';

export interface Lexicon {
  readonly index: WordIndex;
  /** The different words of mining programs in a text, in lower case, sorted. */
  readonly wordsIn?: (text: string) => readonly string[];
  /** Undoes what hides strings, before anything is read. */
  readonly plain?: (text: string) => string;
}

/** The header of a block, 80 bytes, padded for SHA-256: its end mark and its 640 bits. */
export const HEADER = { name: 'header-80', need: 2, words: [0x80000000, 640] };

let small: Lexicon | null = null;

/** For the guard. Built with the first text that is judged, not at load. */
export function smallLexicon(): Lexicon {
  return (small ??= { index: indexOf([...constantSets(), HEADER]) });
}
