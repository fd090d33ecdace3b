// Streaming reader of a wasm module: bytes go in as they arrive, events come out. It cuts the module into units
// (a whole small section, a function body, a stretch of data) and only decodes complete units, so that the events,
// the errors and their offsets do not depend on how the bytes were chunked. It copies nothing when given all bytes
// at once. Custom sections are skipped: padding there must change nothing.
import { ByteReader, skipUnsigned, unsignedAt } from './byte-reader.ts';
import { WasmFormatError } from './errors.ts';
import { readImports, readMemories } from './import-section.ts';
import { MAX_BODY_BYTES, type Budget } from './limits.ts';
import { segmentHeaderEnd } from './segment-header.ts';

/** What the parser reports, in the order of the module. Windows are only valid during the call. */
export interface ModuleVisitor {
  /** A memory, own or imported, and its start size in pages. */
  onMemory(minPages: number): void;
  /** One whole body, locals included, at `bytes[start, end)`; `base` is the absolute offset of `bytes[0]`. */
  onBody(bytes: Uint8Array, start: number, end: number, base: number): void;
  onSegment(): void;
  /** The next stretch of the current data segment. */
  onData(bytes: Uint8Array, start: number, end: number): void;
}

/** What the next bytes are. `stopped`: budget used up or malformed; later bytes are only counted. */
type State =
  | 'header'
  | 'section'
  | 'small'
  | 'code'
  | 'body'
  | 'data'
  | 'segment'
  | 'bytes'
  | 'skip'
  | 'stopped';

const IMPORT_SECTION = 2;
const MEMORY_SECTION = 5;
const CODE_SECTION = 10;
const DATA_SECTION = 11;
const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
/** A step returns this when the unit is not complete yet. */
const INCOMPLETE = -1;

export class ModuleParser {
  readonly #visitor: ModuleVisitor;
  readonly #budget: Budget;
  #state: State = 'header';
  /** Bytes kept from earlier chunks: an incomplete unit. */
  #held = new Uint8Array(0);
  #heldLength = 0;
  /** No step can succeed before the window is this long. */
  #neededLength = 0;
  /** Absolute offset of the window's first byte. */
  #base = 0;
  #seen = 0;
  #sectionId = 0;
  #sectionEnd = 0;
  /** Bodies or segments left in the section. */
  #left = 0;
  /** Bytes left of the data segment, and of the part that the budget allows. */
  #unitLeft = 0;
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
    if (this.#state === 'stopped') return;
    if (this.#heldLength === 0) {
      const used = this.#run(chunk, chunk.length);
      this.#hold(chunk, used);
      return;
    }
    this.#hold(chunk, 0);
    if (this.#heldLength < this.#neededLength) return;
    const used = this.#run(this.#held, this.#heldLength);
    this.#held.copyWithin(0, used, this.#heldLength);
    this.#heldLength -= used;
  }

  /** Says that no bytes follow. Throws `WasmFormatError` when the module is not complete. */
  finish(): void {
    if (this.#heldLength > 0) this.#heldLength -= this.#run(this.#held, this.#heldLength);
    if (this.#state === 'stopped') return;
    const complete = this.#state === 'section' && this.#heldLength === 0;
    this.#state = 'stopped';
    if (!complete) throw new WasmFormatError('unexpected end of the module', this.#seen);
  }

  #hold(chunk: Uint8Array, from: number): void {
    const length = this.#heldLength + chunk.length - from;
    if (this.#state === 'stopped' || length === this.#heldLength) return;
    if (length > this.#held.length) {
      const larger = new Uint8Array(Math.max(length, this.#held.length * 2, 256));
      larger.set(this.#held.subarray(0, this.#heldLength));
      this.#held = larger;
    }
    this.#held.set(chunk.subarray(from), this.#heldLength);
    this.#heldLength = length;
  }

  /** Decodes as many units of `bytes[0, end)` as are complete and returns how many bytes they took. */
  #run(bytes: Uint8Array, end: number): number {
    let at = 0;
    this.#neededLength = 0;
    try {
      while (this.#state !== 'stopped') {
        const next = this.#step(bytes, at, end);
        if (next === INCOMPLETE) break;
        at = next;
      }
    } catch (error) {
      this.#state = 'stopped';
      throw error;
    }
    this.#neededLength -= at;
    this.#base += at;
    return at;
  }

  /** One unit: returns the position behind it, or INCOMPLETE. */
  #step(bytes: Uint8Array, at: number, end: number): number {
    switch (this.#state) {
      case 'header':
        return this.#header(bytes, at, end);
      case 'section':
        return this.#section(bytes, at, end);
      case 'small':
        return this.#small(bytes, at, end);
      case 'code':
      case 'data':
        return this.#entries(bytes, at, end);
      case 'body':
        return this.#body(bytes, at, end);
      case 'segment':
        return this.#segment(bytes, at, end);
      case 'bytes':
        return this.#bytes(bytes, at, end);
      default:
        return this.#skip(at, end);
    }
  }

  #header(bytes: Uint8Array, at: number, end: number): number {
    const available = Math.min(end - at, HEADER.length);
    for (let i = 0; i < available; i++) {
      if (bytes[at + i] === HEADER[i]) continue;
      throw new WasmFormatError(
        i < 4 ? 'not a wasm module' : 'unknown wasm version',
        i < 4 ? 0 : 4,
      );
    }
    if (available < HEADER.length) return INCOMPLETE;
    this.#state = 'section';
    return at + HEADER.length;
  }

  #section(bytes: Uint8Array, at: number, end: number): number {
    if (at >= end) return INCOMPLETE;
    const size = this.#u32(bytes, at + 1, end);
    if (size === INCOMPLETE) return INCOMPLETE;
    const start = this.#behindU32;
    this.#sectionId = bytes[at]!;
    this.#sectionEnd = this.#base + start + size;
    if (this.#sectionId === CODE_SECTION) this.#state = 'code';
    else if (this.#sectionId === DATA_SECTION) this.#state = 'data';
    else if (this.#sectionId === IMPORT_SECTION || this.#sectionId === MEMORY_SECTION)
      this.#state = 'small';
    else this.#state = 'skip';
    return start;
  }

  #small(bytes: Uint8Array, at: number, end: number): number {
    const stop = this.#sectionEnd - this.#base;
    if (!this.#afford(stop - at, at)) return at;
    if (!this.#complete(stop, end)) return INCOMPLETE;
    this.#readBytes += stop - at;
    const reader = new ByteReader(bytes, at, stop, this.#base);
    const read = this.#sectionId === MEMORY_SECTION ? readMemories : readImports;
    read(reader, (minPages) => this.#visitor.onMemory(minPages));
    if (reader.at !== stop)
      throw new WasmFormatError('section longer than its content', reader.offset);
    this.#state = 'section';
    return stop;
  }

  /** The count at the head of the code or data section. */
  #entries(bytes: Uint8Array, at: number, end: number): number {
    const count = this.#u32(bytes, at, end);
    if (count === INCOMPLETE) return INCOMPLETE;
    this.#left = count;
    this.#state = this.#state === 'code' ? 'body' : 'segment';
    return this.#behindU32;
  }

  #body(bytes: Uint8Array, at: number, end: number): number {
    if (this.#left === 0) return this.#closeSection(at);
    const size = this.#u32(bytes, at, end);
    if (size === INCOMPLETE) return INCOMPLETE;
    const start = this.#behindU32;
    const stop = start + size;
    this.#within(stop, at);
    if (size > MAX_BODY_BYTES)
      throw new WasmFormatError('function body too large', this.#base + at);
    if (!this.#afford(size, at)) return at;
    if (!this.#complete(stop, end)) return INCOMPLETE;
    this.#readBytes += size;
    this.#readFunctions++;
    this.#left--;
    this.#visitor.onBody(bytes, start, stop, this.#base);
    return stop;
  }

  #segment(bytes: Uint8Array, at: number, end: number): number {
    if (this.#left === 0) return this.#closeSection(at);
    const stop = this.#sectionEnd - this.#base;
    const header = segmentHeaderEnd(bytes, at, Math.min(end, stop), this.#base);
    if (header === null) {
      if (end >= stop)
        throw new WasmFormatError('section shorter than its content', this.#sectionEnd);
      // Twice as much before the next try: a long offset expression in small chunks must not cost its square.
      this.#neededLength = Math.min(end + end - at, stop);
      return INCOMPLETE;
    }
    const size = this.#u32(bytes, header, end);
    if (size === INCOMPLETE) return INCOMPLETE;
    const start = this.#behindU32;
    this.#within(start + size, at);
    this.#left--;
    this.#unitLeft = size;
    this.#visitor.onSegment();
    this.#state = 'bytes';
    return start;
  }

  /** Data needs no complete unit: it is handed on as it comes, up to the budget. */
  #bytes(bytes: Uint8Array, at: number, end: number): number {
    if (this.#unitLeft === 0) {
      this.#state = 'segment';
      return at;
    }
    const affordable = this.#budget.maxBytes - this.#readBytes;
    if (affordable <= 0) return this.#truncate(at);
    const take = Math.min(end - at, this.#unitLeft, affordable);
    if (take === 0) return INCOMPLETE;
    this.#visitor.onData(bytes, at, at + take);
    this.#readBytes += take;
    this.#unitLeft -= take;
    return at + take;
  }

  #skip(at: number, end: number): number {
    const stop = this.#sectionEnd - this.#base;
    if (stop <= end) this.#state = 'section';
    else if (at === end) return INCOMPLETE;
    return Math.min(stop, end);
  }

  #closeSection(at: number): number {
    if (this.#base + at !== this.#sectionEnd) {
      throw new WasmFormatError('section longer than its content', this.#base + at);
    }
    this.#state = 'section';
    return at;
  }

  #within(stop: number, at: number): void {
    if (this.#base + stop > this.#sectionEnd)
      throw new WasmFormatError('entry runs past its section', this.#base + at);
  }

  /** Whether the budget covers one more unit; when not, the reading stops in front of it. */
  #afford(sizeBytes: number, at: number): boolean {
    const isBody = this.#state === 'body';
    const fits = this.#readBytes + sizeBytes <= this.#budget.maxBytes;
    if (fits && (!isBody || this.#readFunctions < this.#budget.maxFunctions)) return true;
    this.#truncate(at);
    return false;
  }

  #truncate(at: number): number {
    this.#truncatedAt = this.#base + at;
    this.#state = 'stopped';
    return at;
  }

  #complete(stop: number, end: number): boolean {
    if (stop <= end) return true;
    this.#neededLength = stop;
    return false;
  }

  #behindU32 = 0;

  /** A u32 whose bytes may not all have arrived: the value, or INCOMPLETE; the position behind is in #behindU32. */
  #u32(bytes: Uint8Array, at: number, end: number): number {
    let p = at;
    while (p < end && p < at + 5 && bytes[p]! >= 0x80) p++;
    if (p >= end && p < at + 5) return INCOMPLETE;
    this.#behindU32 = skipUnsigned(bytes, at, end, 5, this.#base);
    return unsignedAt(bytes, at, this.#behindU32);
  }
}
