// Streaming reader of a wasm module: bytes go in as they arrive, events come out. It cuts the module into units
// (a whole small section, a function body, a stretch of data) and only decodes complete units, so that the events,
// the errors and their offsets do not depend on how the bytes were chunked. It copies nothing when given all bytes
// at once. Custom sections are skipped: padding there must change nothing.
import { WasmFormatError } from './errors.ts';
import { skipIndex } from './items.ts';
import { readImports, readMemories } from './import-section.ts';
import { unsignedAt } from './leb128.ts';
import { MAX_BODY_BYTES, type Budget } from './limits.ts';
import { segmentHeaderEnd } from './segment-header.ts';

/** What the parser reports, in the order of the module. Windows are only valid during the call. */
export interface ModuleVisitor {
  /** A memory, own or imported, and its start size in pages. */
  onMemory(minPages: number): void;
  onImportedFunction(): void;
  /** One whole body, locals included, at `bytes[start, end)`; `base` is the absolute offset of `bytes[0]`. */
  onBody(bytes: Uint8Array, start: number, end: number, base: number): void;
  onSegment(): void;
  /** The next block of the current data segment. */
  onData(bytes: Uint8Array, start: number, end: number, base: number): void;
}

const IMPORT_SECTION = 2;
const MEMORY_SECTION = 5;
const CODE_SECTION = 10;
const DATA_SECTION = 11;
/** Data are handed on in blocks of this size: where a search takes samples must not depend on the chunks. */
const DATA_BLOCK_BYTES = 1 << 16;
const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** Reading waits at a `yield` until more bytes are there. */
type Reading<Result = void> = Generator<void, Result, void>;

export class ModuleParser {
  readonly #visitor: ModuleVisitor;
  readonly #budget: Budget;
  readonly #reading = this.#readModule();
  /** The window: `#bytes[#at, #end)` is there and not decoded; `#base` is the absolute offset of `#bytes[0]`. */
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  #end = 0;
  #base = 0;
  /** Bytes kept from earlier chunks: an incomplete unit. */
  #held = new Uint8Array(0);
  /** Reading cannot go on before the window reaches this absolute offset. */
  #needed = 0;
  /** True while the module is complete if no bytes follow. */
  #mayEnd = false;
  /** Budget used up or malformed: later bytes are only counted. */
  #stopped = false;
  #seen = 0;
  #readBytes = 0;
  #readFunctions = 0;
  #truncatedAt: number | null = null;

  constructor(visitor: ModuleVisitor, budget: Budget) {
    this.#visitor = visitor;
    this.#budget = budget;
  }

  /** Bytes pushed so far, read or not. */
  get bytesSeen(): number {
    return this.#seen;
  }

  /** Absolute offset at which the budget ended the reading, or null. */
  get truncatedAt(): number | null {
    return this.#truncatedAt;
  }

  /** Takes the next bytes; they may be reused by the caller afterwards. Throws `WasmFormatError`, once. */
  push(chunk: Uint8Array): void {
    this.#seen += chunk.length;
    if (this.#stopped || chunk.length === 0) return;
    if (this.#end === 0) this.#bytes = chunk;
    else this.#hold(chunk, this.#end);
    this.#end += chunk.length;
    if (this.#base + this.#end >= this.#needed) this.#read();
    if (this.#at > 0 || this.#bytes === chunk) this.#keepRest();
  }

  /** Says that no bytes follow. Throws `WasmFormatError` when the module is not complete. */
  finish(): void {
    if (!this.#stopped) this.#read();
    if (this.#stopped) return;
    this.#stopped = true;
    if (!this.#mayEnd) throw new WasmFormatError('unexpected end of the module', this.#seen);
  }

  /** Moves what is not decoded yet to the front of our own buffer. */
  #keepRest(): void {
    const rest = this.#bytes.subarray(this.#at, this.#end);
    this.#base += this.#at;
    this.#at = 0;
    this.#end = rest.length;
    this.#hold(rest, 0);
  }

  /** Writes bytes behind the first `kept` ones of our own buffer and makes it the window. */
  #hold(bytes: Uint8Array, kept: number): void {
    const length = kept + bytes.length;
    if (length > this.#held.length) {
      // Twice as large, but no larger than the unit that is waited for.
      const wanted = Math.min(this.#held.length * 2, this.#needed - this.#base);
      const larger = new Uint8Array(Math.max(length, wanted, 256));
      larger.set(this.#held.subarray(0, kept));
      this.#held = larger;
    }
    this.#held.set(bytes, kept);
    this.#bytes = this.#held.subarray(0, length);
  }

  /** Decodes as many units as are complete. */
  #read(): void {
    try {
      this.#stopped = this.#reading.next().done === true;
    } catch (error) {
      this.#stopped = true;
      throw error;
    }
  }

  /** All sections, up to the end of the budget; while the module is not over it waits. */
  *#readModule(): Reading {
    while (!this.#has(HEADER.length)) yield;
    this.#checkHeader();
    while (this.#truncatedAt === null) {
      this.#mayEnd = true;
      while (!this.#has(1)) yield;
      this.#mayEnd = false;
      const id = this.#bytes[this.#at++]!;
      const size = yield* this.#u32();
      const stop = this.#offset + size;
      if (id === CODE_SECTION) yield* this.#readBodies(stop);
      else if (id === DATA_SECTION) yield* this.#readSegments(stop);
      else if (id === IMPORT_SECTION) yield* this.#readMemories(stop, readImports);
      else if (id === MEMORY_SECTION) yield* this.#readMemories(stop, readMemories);
      else yield* this.#skipTo(stop);
    }
  }

  #checkHeader(): void {
    const wrong = HEADER.findIndex((byte, i) => this.#bytes[this.#at + i] !== byte);
    if (wrong >= 4) throw new WasmFormatError('unknown wasm version', 4);
    if (wrong >= 0) throw new WasmFormatError('not a wasm module', 0);
    this.#at += HEADER.length;
  }

  *#readMemories(stop: number, reader: typeof readImports): Reading {
    const size = stop - this.#offset;
    if (!this.#affords(size)) {
      this.#truncatedAt = this.#offset;
      return;
    }
    while (!this.#has(size)) yield;
    const read = reader(
      (minPages) => this.#visitor.onMemory(minPages),
      () => this.#visitor.onImportedFunction(),
    );
    this.#at = read(this.#bytes, this.#at, this.#at + size, this.#base);
    this.#readBytes += size;
    this.#closeSection(stop);
  }

  *#readBodies(stop: number): Reading {
    for (let left = yield* this.#u32(); left > 0; left--) {
      const from = this.#offset;
      const size = yield* this.#u32();
      checkWithin(this.#offset + size, stop, from);
      if (size > MAX_BODY_BYTES) throw new WasmFormatError('function body too large', from);
      if (!this.#affords(size) || this.#readFunctions === this.#budget.maxFunctions) {
        this.#truncatedAt = from;
        return;
      }
      while (!this.#has(size)) yield;
      this.#visitor.onBody(this.#bytes, this.#at, this.#at + size, this.#base);
      this.#at += size;
      this.#readBytes += size;
      this.#readFunctions++;
    }
    this.#closeSection(stop);
  }

  *#readSegments(stop: number): Reading {
    for (let left = yield* this.#u32(); left > 0; left--) {
      const from = this.#offset;
      yield* this.#skipSegmentHeader(stop);
      let size = yield* this.#u32();
      checkWithin(this.#offset + size, stop, from);
      this.#visitor.onSegment();
      while (size > 0) {
        const affordable = this.#budget.maxBytes - this.#readBytes;
        if (affordable === 0) {
          this.#truncatedAt = this.#offset;
          return;
        }
        const take = Math.min(DATA_BLOCK_BYTES, size, affordable);
        while (!this.#has(take)) yield;
        this.#visitor.onData(this.#bytes, this.#at, this.#at + take, this.#base);
        this.#at += take;
        this.#readBytes += take;
        size -= take;
      }
    }
    this.#closeSection(stop);
  }

  *#skipSegmentHeader(stop: number): Reading {
    for (;;) {
      const end = Math.min(this.#end, stop - this.#base);
      const headerEnd = segmentHeaderEnd(this.#bytes, this.#at, end, this.#base);
      if (headerEnd !== null) {
        this.#at = headerEnd;
        return;
      }
      if (this.#base + end === stop)
        throw new WasmFormatError('section shorter than its content', stop);
      // Twice as much before the next try: a long offset expression in small chunks must not cost its square.
      this.#has(Math.min(2 * (end - this.#at), stop - this.#offset));
      yield;
    }
  }

  *#skipTo(stop: number): Reading {
    for (;;) {
      this.#at = Math.min(this.#end, stop - this.#base);
      if (this.#offset === stop) return;
      this.#has(1);
      yield;
    }
  }

  get #offset(): number {
    return this.#base + this.#at;
  }

  /** Whether that many bytes are there; if not, reading is to wait for them. */
  #has(count: number): boolean {
    this.#needed = this.#offset + count;
    return this.#at + count <= this.#end;
  }

  /** The next u32, once all its bytes are there. */
  *#u32(): Reading<number> {
    while (!this.#hasInteger()) yield;
    const from = this.#at;
    this.#at = skipIndex(this.#bytes, from, this.#end, this.#base);
    return unsignedAt(this.#bytes, from, this.#at);
  }

  #hasInteger(): boolean {
    let count = 1;
    while (this.#has(count) && count < 5 && this.#bytes[this.#at + count - 1]! >= 0x80) count++;
    return this.#has(count);
  }

  #affords(sizeBytes: number): boolean {
    return this.#readBytes + sizeBytes <= this.#budget.maxBytes;
  }

  #closeSection(stop: number): void {
    if (this.#offset !== stop)
      throw new WasmFormatError('section longer than its content', this.#offset);
  }
}

function checkWithin(entryEnd: number, sectionEnd: number, offset: number): void {
  if (entryEnd > sectionEnd) throw new WasmFormatError('entry runs past its section', offset);
}
