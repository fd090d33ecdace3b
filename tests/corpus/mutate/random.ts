// The mutator's only source of chance: a small seeded generator, so that the same bytes, passes and seed give the same
// variant on every machine. It must never look at the clock or at Math.random.

/** Signed integers of 32 bits. Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, period 2^32. */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) | 0;
  };
}

/** A stream of pseudo-random numbers; the same seed gives the same stream. */
export class Random {
  /** The next 32 bits as a signed integer. */
  readonly word: () => number;

  /** Any parts; they are hashed together (FNV-1a). */
  constructor(...seed: readonly (number | string)[]) {
    let hash = 0x811c9dc5;
    for (const character of seed.join('\0')) {
      hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
    }
    this.word = mulberry32(hash);
  }

  /** 64 bits as a signed integer. */
  wide(): bigint {
    return BigInt.asIntN(64, (BigInt(this.word()) << 32n) | BigInt(this.word() >>> 0));
  }

  /** An integer in [0, limit). */
  below(limit: number): number {
    return Math.floor((this.word() >>> 0) / (2 ** 32 / limit));
  }

  /** An integer in [least, most]. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  chance(share: number): boolean {
    return (this.word() >>> 0) / 2 ** 32 < share;
  }

  pick<T>(list: readonly T[]): T {
    const found = list[this.below(list.length)];
    if (found === undefined) throw new Error('nothing to pick from: the list is empty');
    return found;
  }

  /** The same elements in another order. */
  shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((element) => ({ element, rank: this.word() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ element }) => element);
  }
}
