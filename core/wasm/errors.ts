// The one error that the reader throws. It knows where in the module the trouble is; it must never carry bytes of
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
