// Speaks when a page keeps making new modules of one shape, as RandomX miners do: eight programs a hash, each compiled,
// run once and thrown away. One program proves nothing, and an emulator compiles as often, but of every size. What was
// measured of both, and what this cannot see: docs/decisions/009-jit-stream.md.
import type { ModulesCompiled } from '../protocol/observation.ts';
import { defineDetector } from './define-detector.ts';

/** What all workers and frames of the origin compiled in one slot of the clock; shares of windows, so no whole numbers. */
interface Slot {
  /** Slots since the epoch. */
  readonly index: number;
  /** As `ModulesCompiled.freshBySize`. */
  readonly bySize: readonly number[];
  readonly float: number;
  readonly scratchpad: number;
}

interface State {
  /** Oldest first. */
  readonly slots: readonly Slot[];
  readonly memoryPages: number;
}

const SLOT_MS = 2_000;
const MAX_SLOTS = 10;
/** Eight modules a second: one hash a second of the whole origin. Slower is not worth mining. */
const STEADY_PER_SLOT = 16;
/** Of the last 20 s: a miner rests between jobs, a linker or a compiler is done before. */
const STEADY_SLOTS = 5;
/** Sizes are alike when half of them lie in two neighbouring quarters of a power of two (a factor of 1.4) … */
const ALIKE_SHARE = 0.5;
/** … or when a fifth does and stands out: other modules in between hide nothing. */
const PEAK_SHARE = 0.2;
const PEAK_HEIGHT = 4;
/** 256 MiB: the cache that every RandomX miner needs, or the data set instead. */
const CACHE_PAGES = 4_096;
const SMALLEST_CODE_BYTES = 2_048;

/** One sign alone stays below suspicion even beside busy threads: emulators and linkers show it. */
const ONE_SIGN_POINTS = 20;

export default defineDetector<State>({
  id: 'detect/jit-stream',
  title: 'A stream of modules made while it runs',
  consumes: ['modules-compiled'],
  ceiling: 60,
  begin: () => ({ slots: [], memoryPages: 0 }),
  step(state, observation, at) {
    if (observation.kind !== 'modules-compiled') return state;
    return {
      slots: entered(state.slots, observation, at),
      memoryPages: Math.max(state.memoryPages, observation.memoryPages),
    };
  },
  judge({ slots, memoryPages }, at) {
    const newest = slotOf(at);
    const recent = slots.filter(({ index }) => index <= newest && index > newest - MAX_SLOTS);
    const peak = peakOf(summed(recent.map(({ bySize }) => bySize)));
    const signs = {
      alike: recent.map(({ bySize }) => (peak ? inBand(bySize, peak.from) : 0)),
      float: recent.map(({ float }) => float),
      scratchpad: recent.map(({ scratchpad }) => scratchpad),
    };
    const [isAlike, isFloat, isScratchpad] = [signs.alike, signs.float, signs.scratchpad].map(
      isSteady,
    );
    if (!isAlike && !isFloat) return null;
    const telling = isScratchpad || (isAlike && (isFloat || memoryPages >= CACHE_PAGES));
    const newModules = Math.round(total(isFloat ? signs.float : signs.alike));
    return {
      id: this.id,
      kind: 'code',
      weight: telling ? this.ceiling : ONE_SIGN_POINTS,
      trust: 'page',
      facts: {
        newModules,
        ...(peak ? { codeBytes: peak.codeBytes, alikePercent: peak.percent } : {}),
        floatPercent: shareOf(signs.float, recent),
        scratchpadPercent: shareOf(signs.scratchpad, recent),
        memoryPages,
      },
      sentence: `The page made and compiled ${newModules} new modules of one kind within ${(MAX_SLOTS * SLOT_MS) / 1000} s${isScratchpad ? ', each working with doubles in a scratchpad' : ''}.`,
    };
  },
});

function slotOf(at: number): number {
  return Math.floor(at / SLOT_MS);
}

/** The slots with one report shared out over the time that it speaks of. */
function entered(
  slots: readonly Slot[],
  { windowMs, freshBySize, floatCount, scratchpadCount }: ModulesCompiled,
  at: number,
): readonly Slot[] {
  const newest = slotOf(at);
  const oldest = newest - MAX_SLOTS + 1;
  // Slots of the future are of a clock that was set back since.
  const kept = slots.filter(({ index }) => index >= oldest && index <= newest);
  const byIndex = new Map(kept.map((slot) => [slot.index, slot]));
  const from = at - windowMs;
  for (let index = Math.max(slotOf(from), oldest); index * SLOT_MS < at; index++) {
    const heldMs = Math.min(at, (index + 1) * SLOT_MS) - Math.max(from, index * SLOT_MS);
    const share = heldMs / windowMs;
    const before = byIndex.get(index);
    byIndex.set(index, {
      index,
      bySize: summed([before?.bySize ?? [], freshBySize.map((count) => count * share)]),
      float: (before?.float ?? 0) + floatCount * share,
      scratchpad: (before?.scratchpad ?? 0) + scratchpadCount * share,
    });
  }
  return [...byIndex.values()].sort((a, b) => a.index - b.index);
}

function isSteady(counts: readonly number[]): boolean {
  return counts.filter((count) => count >= STEADY_PER_SLOT).length >= STEADY_SLOTS;
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function summed(lists: readonly (readonly number[])[]): readonly number[] {
  const length = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length }, (_, at) => total(lists.map((list) => list[at] ?? 0)));
}

/** What part of all modules of these slots was counted, 0 to 100. */
function shareOf(counts: readonly number[], slots: readonly Slot[]): number {
  const all = total(slots.map(({ bySize }) => total(bySize)));
  return Math.min(100, Math.round((100 * total(counts)) / Math.max(all, 1)));
}

/** Modules of the two sizes from `from` on. */
function inBand(bySize: readonly number[], from: number): number {
  return (bySize[from] ?? 0) + (bySize[from + 1] ?? 0);
}

/** The two neighbouring sizes that most modules have, or null when that says nothing. */
function peakOf(
  bySize: readonly number[],
): { readonly from: number; readonly codeBytes: number; readonly percent: number } | null {
  let from = 0;
  bySize.forEach((_, at) => {
    if (inBand(bySize, at) > inBand(bySize, from)) from = at;
  });
  const count = inBand(bySize, from);
  const share = count / Math.max(total(bySize), 1);
  const around = (inBand(bySize, from - 2) + inBand(bySize, from + 2)) / 2;
  const standsOut = share >= PEAK_SHARE && count >= PEAK_HEIGHT * around;
  if (count === 0 || (share < ALIKE_SHARE && !standsOut)) return null;
  const codeBytes = Math.round(SMALLEST_CODE_BYTES * 2 ** ((from + 1) / 4));
  return { from, codeBytes, percent: Math.round(100 * share) };
}

interface ReportOptions {
  readonly perSecond?: number;
  readonly memoryPages?: number;
  readonly workerId?: string;
  readonly doubles?: boolean;
  readonly scratchpad?: boolean;
  /** Over how many sizes the modules are spread. */
  readonly spread?: number;
}

/** One worker's report of two seconds, all of the kind of RandomX programs unless told otherwise. */
const report = (at: number, options: ReportOptions = {}) => {
  const { perSecond = 80, memoryPages = 4_098, workerId = 'a', spread = 1 } = options;
  const { doubles = true, scratchpad = doubles } = options;
  return {
    kind: 'modules-compiled',
    workerId,
    windowMs: 2_000,
    freshBySize: Array.from({ length: 36 }, (_, size) =>
      size >= 9 && size < 9 + spread ? Math.round((2 * perSecond) / spread) : 0,
    ),
    floatCount: doubles ? 2 * perSecond : 0,
    scratchpadCount: scratchpad ? 2 * perSecond : 0,
    memoryPages,
    at,
  } as const;
};

const seconds = (last: number): number[] =>
  Array.from({ length: last / 2 }, (_, index) => 2 * index + 2);

export const cases = {
  match: [
    {
      title: 'one worker at ten hashes a second for ten seconds',
      observations: seconds(10).map((at) => report(at)),
      points: 60,
    },
    {
      title: 'eight workers at an eighth of a hash a second each',
      observations: seconds(10).flatMap((at) =>
        ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((workerId) =>
          report(at, { workerId, perSecond: 2 }),
        ),
      ),
      points: 60,
    },
    {
      title: 'programs padded to any size',
      observations: seconds(10).map((at) => report(at, { spread: 24 })),
      points: 60,
    },
    {
      title: 'programs of one size, their doubles hidden, beside a memory of 256 MiB',
      observations: seconds(10).map((at) => report(at, { doubles: false })),
      points: 60,
    },
    {
      title: 'four of ten alike among modules of every size',
      observations: seconds(10).flatMap((at) => [
        report(at, { doubles: false, perSecond: 20 }),
        report(at, { doubles: false, perSecond: 30, spread: 20 }),
      ]),
      points: 60,
    },
    {
      title: 'modules alike by size alone',
      observations: seconds(10).map((at) => report(at, { doubles: false, memoryPages: 256 })),
      points: 20,
    },
    {
      title: 'modules of every size that calculate with doubles',
      observations: seconds(10).map((at) => report(at, { scratchpad: false, spread: 24 })),
      points: 20,
    },
  ],
  clean: [
    {
      title: 'an emulator: as many modules, of every size (near miss)',
      observations: seconds(40).map((at) => report(at, { doubles: false, spread: 24 })),
    },
    {
      title: 'a burst of six seconds: plug-ins are linked (near miss)',
      observations: seconds(6).map((at) => report(at)),
    },
    {
      title: 'four modules a second for a minute: somebody edits shaders',
      observations: seconds(60).map((at) => report(at, { perSecond: 4 })),
    },
    { title: 'nothing compiled', observations: [] },
  ],
};
