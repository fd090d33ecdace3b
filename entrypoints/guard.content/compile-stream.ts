// Counts what this realm compiles, because one module of a RandomX program proves nothing and thousands of them do. It
// keeps counts and hashes, never bytes, and says nothing of a page that compiles a few modules. It judges nothing.
import type { ModuleJudgement } from '../../core/engine.ts';
import type { ModulesCompiled } from '../../core/protocol/observation.ts';

const WINDOW_MS = 2_000;
/** Programs load a handful of modules at the start: those are not even looked at. */
const UNSEEN_MODULES = 8;
/** Fewer fresh modules in a window than this are not worth a message. */
const WORTH_TELLING = 3;
/** Sizes of code that count, in quarters of a power of two: from 2 kB to 1 MB. */
const FIRST_SIZE = 4 * 11;
const SIZES = 36;
/** Bytes of code that do floating-point work, in hundredths; a RandomX program has 2,300, whatever stands beside them. */
const FLOAT_FROM = 1_000 * 100;
/** Scratchpads of the RandomX family, as powers of two: RandomARQ has 256 KiB, RandomX 2 MiB. */
const SMALLEST_SCRATCHPAD = 18;
const LARGEST_SCRATCHPAD = 21;
/** So many bytes of a module are hashed, spread over all of it. */
const HASHED_BITS = 14;
/** Hashes kept; beyond that all are forgotten. */
const MAX_KNOWN = 4_096;

type Features = ModuleJudgement['features'];
export type StreamReport = Omit<ModulesCompiled, 'kind' | 'workerId'>;

/** The counters of one realm. */
export class CompileStream {
  /** Not known to the page: it must not be able to give all its modules one hash. */
  readonly #seed = Math.random() * 2 ** 32;
  #total = 0;
  #memoryPages = 0;
  #startedAt = 0;
  #told = 0;
  #fresh = 0;
  #float = 0;
  #scratchpad = 0;
  #bySize = new Array<number>(SIZES).fill(0);
  /** Hashes: what came before is code in use, not generated code. Libraries compile the same bytes call after call. */
  readonly #known = new Set<number>();

  /** Takes one module. @param now ms @returns the report of the window that has ended, mostly null */
  note(chunks: readonly Uint8Array[], features: Features, now: number): StreamReport | null {
    const { sizeBytes, codeBytes, memoryPages } = features;
    this.#memoryPages = Math.max(this.#memoryPages, memoryPages);
    if (++this.#total <= UNSEEN_MODULES) return null;
    const windowMs = (now - this.#startedAt) | 0;
    const report = windowMs < WINDOW_MS ? null : this.#endWindow(windowMs, now);
    const size = Math.floor(4 * Math.log2(codeBytes)) - FIRST_SIZE;
    if (size >= 0 && size < SIZES && this.#isFresh(chunks, 1 + (sizeBytes >> HASHED_BITS)))
      this.#count(features, size);
    return report;
  }

  /**
   * Whether a suspected module may be told of by itself: in a stream one of each window. Hundreds a second would use up
   * what the frame may say, and with it the report of the stream.
   */
  mayTell(): boolean {
    return this.#total <= UNSEEN_MODULES || this.#told++ === 0;
  }

  #endWindow(windowMs: number, now: number): StreamReport | null {
    const report =
      this.#fresh < WORTH_TELLING
        ? null
        : {
            windowMs,
            freshBySize: this.#bySize,
            floatCount: this.#float,
            scratchpadCount: this.#scratchpad,
            memoryPages: this.#memoryPages,
          };
    this.#startedAt = now;
    this.#told = this.#fresh = this.#float = this.#scratchpad = 0;
    this.#bySize = new Array<number>(SIZES).fill(0);
    return report;
  }

  #isFresh(chunks: readonly Uint8Array[], step: number): boolean {
    let hash = this.#seed;
    // Counted over all chunks: the network cuts the same module in other places each time.
    let at = 0;
    for (const chunk of chunks) {
      for (; at < chunk.length; at += step)
        hash = Math.imul(hash ^ (chunk[at] as number), 0x01000193);
      at -= chunk.length;
    }
    if (this.#known.size > MAX_KNOWN) this.#known.clear();
    const knownBefore = this.#known.size;
    return this.#known.add(hash).size > knownBefore;
  }

  #count({ codeBytes, floatPercent, scratchpadBits }: Features, size: number): void {
    this.#fresh++;
    this.#bySize[size] = (this.#bySize[size] as number) + 1;
    if (codeBytes * floatPercent < FLOAT_FROM) return;
    this.#float++;
    if (scratchpadBits >= SMALLEST_SCRATCHPAD && scratchpadBits <= LARGEST_SCRATCHPAD)
      this.#scratchpad++;
  }
}
