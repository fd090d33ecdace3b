// How much the reader accepts and how much it is willing to read. The limits are those of the engines, so that a
// module that runs is never refused by us: https://webassembly.github.io/spec/js-api/#limits

export const MAX_TYPES = 1_000_000;
export const MAX_FUNCTIONS = 1_000_000;
export const MAX_IMPORTS = 1_000_000;
export const MAX_MEMORIES = 100;
export const MAX_DATA_SEGMENTS = 100_000;
export const MAX_BODY_BYTES = 7_654_321;
export const MAX_LOCALS = 50_000;
export const MAX_NAME_BYTES = 100_000;
/** Loops nested deeper than this are walked, but no longer counted as nested. */
export const MAX_TRACKED_DEPTH = 4_096;

/** What one judgement may cost. Skipped custom sections cost nothing, so padding buys an attacker nothing. */
export interface Budget {
  /** Bytes decoded: sections that we read, function bodies, data. */
  readonly maxBytes: number;
  /** Function bodies walked. */
  readonly maxFunctions: number;
}

/** docs/decisions/001-static-verdict.md has the measurement behind these numbers. */
export const DEFAULT_BUDGET: Budget = { maxBytes: 64 * 1024 * 1024, maxFunctions: MAX_FUNCTIONS };
