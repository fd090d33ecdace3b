// Streaming reader of a wasm module: bytes go in as they arrive, events come out. It cuts the module into units
// (a whole small section, a function body, a stretch of data) and only decodes complete units, so that the events,
// the errors and their offsets do not depend on how the bytes were chunked. It copies nothing when given all bytes
// at once. Custom sections are skipped: padding there must change nothing.
import { WasmFormatError } from './errors.ts';
import { skipIndex } from './immediates.ts';
import { readImports, readMemories } from './import-section.ts';
import { unsignedAt } from './leb128.ts';
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

const IMPORT_SECTION = 2;
const MEMORY_SECTION = 5;
const CODE_SECTION = 10;
const DATA_SECTION = 11;
const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** Reading waits at a `yield` until more bytes are there, and ends early when the budget is used up. */
type Reading = Generator<void, void, void>;

export class ModuleParser {
  readonly #visitor: ModuleVisitor;
  readonly #budget: Budget;
  readonly #reading = this.#module();
  /** The window: `#bytes[#at, #end)` is there and not decoded yet; `#base` is the absolute offset of `#bytes[0]`. */
  #bytes = new Uint8Array(0);
  #at = 0;
  #end = 0;
  #base = 0;
  /** Reading cannot go on before the window ends here. */
  #neededEnd = 0;
  /** True while the module would be complete without more bytes. */
  #mayEnd = false;
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
    if (this.#stopped) return;
    if (this.#at === this.#end) this.#lookAt(chunk, this.#base + this.#end);
    else this.#append(chunk);
    if (this.#end >= this.#neededEnd) this.#read();
    if (this.#bytes === chunk) this.#keepRest();
  }

  /** Says that no bytes follow. Throws `WasmFormatError` when the module is not complete. */
  finish(): void {
    if (!this.#stopped) this.#read();
    if (this.#stopped) return;
    this.#stopped = true;
    if (!this.#mayEnd) throw new WasmFormatError('unexpected end of the module', this.#seen);
  }
}
