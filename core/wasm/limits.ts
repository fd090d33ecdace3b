// How much the reader accepts and how much it is willing to read. It bounds our own work only: what an engine refuses
// anyway is not checked here, and what an engine takes is never refused. https://webassembly.github.io/spec/js-api/#limits

/** A body is held until it is complete; engines take none that is larger. */
export const MAX_BODY_BYTES = 7_654_321;

/** What one judgement may cost. Skipped custom sections cost nothing, so padding buys an attacker nothing. */
export interface Budget {
  /** Bytes decoded: sections that we read, function bodies, data. */
  readonly maxBytes: number;
  /** Function bodies looked at. */
  readonly maxFunctions: number;
  /** Bytes of bodies that are walked whatever they look like. */
  readonly walkBytes: number;
  /** Bytes of bodies behind those that are walked because they look like a kernel; the others are passed over. */
  readonly denseBytes: number;
  /** Bytes of data searched whole; the data behind them is searched in samples. */
  readonly searchBytes: number;
}

/** docs/decisions/001-static-verdict.md has the measurement behind these numbers. */
export const DEFAULT_BUDGET: Budget = {
  maxBytes: 128 * 1024 * 1024,
  maxFunctions: 1_000_000,
  walkBytes: 256 * 1024,
  denseBytes: 2 * 1024 * 1024,
  searchBytes: 512 * 1024,
};
