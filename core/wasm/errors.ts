// The errors that the reader throws. The first knows where in the module the trouble is; it must never carry bytes of
// the module, because its message ends up in logs.

/** Malformed or over-limit wasm. `offset` is the absolute byte offset in the module. */
export class WasmFormatError extends Error {
  readonly offset: number;

  constructor(what: string, offset: number) {
    super(`${what} (at offset 0x${offset.toString(16)})`);
    this.name = 'WasmFormatError';
    this.offset = offset;
  }
}

/** There is no memory to read a module. A page can bring that about, so it must not pass for "nothing found". */
export class NoMemoryError extends Error {
  constructor() {
    super('no memory to read the module');
    this.name = 'NoMemoryError';
  }
}
