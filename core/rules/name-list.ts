// Host names as one sorted text, `a.test b.test c.test`: how a rule pack carries them and how they are kept, because
// 100,000 of them as entries of a map take seven times the memory. Knows names only; it must never sort or mend
// what it is given: `firstWrongName` says what is wrong with a text before it becomes a list.

/** As DNS knows them: lower case, punycode, at least two labels, no port, no final dot, no address. */
const NAME = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;
const LONGEST_NAME_CHARS = 253;

/** @returns the first entry that is no host name, or not behind the one before it, or null when all is well */
export function firstWrongName(text: string): string | null {
  let before = '';
  for (const name of namesIn(text)) {
    if (!isHostName(name) || name <= before) return name;
    before = name;
  }
  return null;
}

/** Whether it is written as a listed host must be. */
export function isHostName(name: string): boolean {
  return name.length <= LONGEST_NAME_CHARS && NAME.test(name);
}

/** The names of a text, in their order. */
export function namesIn(text: string): string[] {
  return text === '' ? [] : text.split(' ');
}

/** Names that can be asked for, in the memory of their text. */
export class NameList {
  readonly #text: string;
  /** Where each name begins, and one more: where the next would. */
  readonly #starts: Uint32Array;

  /** @param text sorted by code unit, each name once (`firstWrongName`) */
  constructor(text: string) {
    this.#text = text;
    const starts = [0];
    for (let at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', at + 1)) starts.push(at + 1);
    if (text !== '') starts.push(text.length + 1);
    this.#starts = Uint32Array.from(starts);
  }

  get size(): number {
    return this.#starts.length - 1;
  }

  /** Whether the list holds exactly this name. */
  has(name: string): boolean {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      const found = this.at(middle);
      if (found === name) return true;
      if (found < name) low = middle + 1;
      else high = middle;
    }
    return false;
  }

  /** The name at an index below `size`. */
  at(index: number): string {
    return this.#text.slice(this.#starts[index], (this.#starts[index + 1] ?? 1) - 1);
  }

  /** All names, as strings of their own for as long as somebody holds them. */
  names(): string[] {
    return namesIn(this.#text);
  }
}
