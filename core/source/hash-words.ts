// Which published hash constants a stream of 32-bit words holds. Knows sets and words only, never where in a text they
// stood nor what it means that they do.

/** A set counts as present when `need` different words of it were seen. */
export interface WordSet {
  readonly name: string;
  readonly need: number;
  /** Of either sign; the low 32 bits count. */
  readonly words: readonly number[];
}

/** Sets, made ready for looking up. */
export interface WordIndex {
  readonly sets: readonly WordSet[];
  /** Every word of every set, as a signed number. */
  readonly all: ReadonlySet<number>;
  /** 0 where no word has this hash: words that are none of ours pass without a look-up. */
  readonly marks: Uint8Array;
}

/** 2^15 marks. */
const MARK_SHIFT = 17;

export function indexOf(sets: readonly WordSet[]): WordIndex {
  const all = new Set(sets.flatMap(({ words }) => words.map((word) => word | 0)));
  const marks = new Uint8Array(2 ** (32 - MARK_SHIFT));
  for (const word of all) marks[hashOf(word)] = 1;
  return { sets, all, marks };
}

function hashOf(word: number): number {
  return Math.imul(word, 0x9e3779b1) >>> MARK_SHIFT;
}

/** Collects the sets of one text. */
export interface HashWords {
  /** Takes one word, as a number of either sign; its low 32 bits count. */
  readonly take: (word: number) => void;
  /** How many different words of sets were seen. */
  readonly taken: () => number;
  /** Names of the sets of which enough different words were seen. */
  readonly present: () => string[];
}

export function hashWords({ sets, all, marks }: WordIndex): HashWords {
  const seen = new Set<number>();
  return {
    take(word) {
      if (marks[hashOf(word)] === 1 && all.has(word | 0)) seen.add(word | 0);
    },
    taken: () => seen.size,
    present: () =>
      sets
        .filter(({ need, words }) => words.filter((word) => seen.has(word | 0)).length >= need)
        .map(({ name }) => name),
  };
}
