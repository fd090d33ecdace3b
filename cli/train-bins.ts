// Cuts each column into at most 48 bins, so that growing a tree adds up histograms instead of sorting. Every cut is the
// shortest decimal number between two measured values: a threshold of the model reads like one that a person would
// choose, and costs few characters.

export interface BinnedColumn {
  readonly name: string;
  /** Bin of each row. */
  readonly bins: Uint8Array;
  /** A value from `cuts[i]` on lies in bin `i + 1` or later. */
  readonly cuts: readonly number[];
}

const MAX_BINS = 48;

/** Bins one column. `values` and `weights` are per row; the cuts share the weight out evenly. */
export function binned(name: string, values: Float64Array, weights: Float64Array): BinnedColumn {
  const cuts = cutsOf(values, weights);
  const bins = Uint8Array.from(values, (value) => binOf(cuts, value));
  return { name, bins, cuts };
}

function binOf(cuts: readonly number[], value: number): number {
  let bin = 0;
  while (bin < cuts.length && value >= (cuts[bin] ?? 0)) bin++;
  return bin;
}

function cutsOf(values: Float64Array, weights: Float64Array): number[] {
  const weightOf = new Map<number, number>();
  let total = 0;
  for (const [row, value] of values.entries()) {
    const weight = weights[row] ?? 0;
    weightOf.set(value, (weightOf.get(value) ?? 0) + weight);
    total += weight;
  }
  const distinct = [...weightOf.keys()].sort((a, b) => a - b);
  const step = distinct.length <= MAX_BINS ? 0 : total / MAX_BINS;
  const cuts: number[] = [];
  let since = 0;
  for (const [i, value] of distinct.entries()) {
    const next = distinct[i + 1];
    since += weightOf.get(value) ?? 0;
    if (next === undefined || since < step || cuts.length >= 254) continue;
    cuts.push(shortestBetween(value, next));
    since = 0;
  }
  return cuts;
}

/** The number with the fewest digits in (low, high], as near to the middle as those digits allow. */
export function shortestBetween(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  for (let digits = 1; digits <= 15; digits++) {
    const candidate = Number(middle.toPrecision(digits));
    if (candidate > low && candidate <= high) return candidate;
  }
  return high;
}
