// Test aid: walks bodies with the real walker, and reads the opcode table as the walk does.
import { MIXERS } from '../../../core/features/mixers.ts';
import { opcodeTable } from '../../../core/wasm/opcodes.ts';
import { walkerMemory } from '../../../core/wasm/walker-instance.ts';
import { Walker, type WordSet } from '../../../core/wasm/walker.ts';
import { classSum, walkFact, type WalkFact } from '../../../core/wasm/walk-facts.ts';
import { at } from '../../at.ts';

/** What the walker says of the bodies that it was given. */
export interface Seen {
  /** Instructions of one of the 32 classes, and of a class of any width. */
  readonly slot: (slot: number, of?: 'kernel' | 'all') => number;
  readonly counted: (sort: number, of?: 'kernel' | 'all') => number;
  readonly fact: (name: WalkFact) => number;
  readonly sets: readonly boolean[];
  readonly mixers: readonly string[];
}

const walker = new Walker([], MIXERS);

/** Walks whole bodies (locals first), function 0 and on. Throws `WasmFormatError`. */
export function walkBodies(
  bodies: readonly ArrayLike<number>[],
  by: Walker = walker,
  base = 0,
): Seen {
  by.begin();
  for (const [i, body] of bodies.entries())
    by.walk(Uint8Array.from(body), 0, body.length, base + i * 0x1000_0000, i);
  return seen(by);
}

/** Walks one body without locals. */
export function walk(...code: readonly number[]): Seen {
  return walkBodies([[0, ...code]]);
}

/** Where the walker keeps the words of all sets (walker/memory.ts). */
const WORDS = [0x4000, 0x10000] as const;

/** Which of the sets a body without locals has words of. The sets of earlier walkers are forgotten. */
export function setsIn(sets: readonly WordSet[], code: readonly number[]): readonly boolean[] {
  walkerMemory().fill(0, ...WORDS);
  return walkBodies([[0, ...code]], new Walker(sets, [])).sets;
}

export function seen(by: Walker): Seen {
  const { numbers, setsPresent, mixersPresent } = by.result();
  return {
    slot: (slot, of = 'all') => at(numbers, (of === 'all' ? 32 : 0) + slot),
    counted: (sort, of = 'all') => classSum(numbers, of, sort),
    fact: (name) => walkFact(numbers, name),
    sets: setsPresent,
    mixers: MIXERS.filter((_, i) => mixersPresent[i]).map(({ name }) => name),
  };
}

/** Entry of the opcode table for an opcode, behind a prefix (0xfb to 0xfe) or behind none (0). */
export function entryOf(prefix: number, opcode: number): number {
  if (prefix === 0) return at(opcodeTable(), opcode);
  return at(opcodeTable(), (prefix - 0xfa) * 0x200 + opcode);
}

/** One of the 32 classes, as it stands in an entry. */
export function classOf(entry: number): number {
  return (entry >> 5) & 31;
}
