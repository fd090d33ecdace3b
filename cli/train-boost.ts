// Grows a small boosted tree model on weighted, grouped rows. Knows nothing of modules or families. Deterministic: the
// same table and settings give the same trees, on every machine, because all chance comes from a seed and only sums,
// products and `Math.exp` of doubles are used.
import { binned, type BinnedColumn } from './train-bins.ts';
import { seededRandom } from './train-random.ts';

export interface TrainingTable {
  readonly columns: readonly string[];
  /** One array per column, one number per row. */
  readonly values: readonly Float64Array[];
  /** What to say of each row, 0 (clear) to 1 (miner). */
  readonly targets: Float64Array;
  readonly weights: Float64Array;
  /** Rows of one group are never independent witnesses. Numbered from 0. */
  readonly groups: Int32Array;
}

export interface BoostSettings {
  readonly trees: number;
  readonly depth: number;
  readonly learningRate: number;
  /** Added to the weight of every leaf: a leaf that few witnesses support says little. */
  readonly shrinkage: number;
  /** A leaf holds at least this weight, and rows of at least this many groups. */
  readonly minLeafWeight: number;
  readonly minLeafGroups: number;
  /** Share of columns, and of groups, that a tree may look at. */
  readonly columnShare: number;
  readonly groupShare: number;
  /** Share of its gain that a split loses when the model has not asked its question before: keeps the model short. */
  readonly newTestCost: number;
  readonly seed: number;
  /** Column -> +1: more of it never speaks against a miner; -1: never for one. */
  readonly monotone: ReadonlyMap<string, number>;
}

export interface BoostSplit {
  readonly column: string;
  readonly atLeast: number;
  readonly low: BoostNode;
  readonly high: BoostNode;
}
export type BoostNode = BoostSplit | number;

export interface BoostedModel {
  readonly start: number;
  readonly trees: readonly BoostNode[];
}

/** Leaves are multiples of this, so that what is written is what was trained. */
export const LEAF_STEP = 1 / 256;
const MAX_LEAF = 3.9;

/** Trains. Throws when the table cannot teach anything. */
export function boost(table: TrainingTable, settings: BoostSettings): BoostedModel {
  const grower = new Grower(table, settings);
  const trees: BoostNode[] = [];
  for (let i = 0; i < settings.trees; i++) trees.push(grower.next());
  return { start: grower.start, trees };
}

/** Log-odds of one row, given as a function from column to value. */
export function predict(model: BoostedModel, valueOf: (column: string) => number): number {
  let logOdds = model.start;
  for (let node of model.trees) {
    while (typeof node !== 'number')
      node = valueOf(node.column) >= node.atLeast ? node.high : node.low;
    logOdds += node;
  }
  return logOdds;
}

interface Candidate {
  readonly column: number;
  readonly bin: number;
  readonly gain: number;
}
interface Range {
  readonly from: number;
  readonly to: number;
}
interface Sums {
  gradient: number;
  weight: number;
}

class Grower {
  readonly start: number;
  readonly #table: TrainingTable;
  readonly #settings: BoostSettings;
  readonly #columns: readonly BinnedColumn[];
  readonly #signs: readonly number[];
  readonly #random: () => number;
  readonly #scores: Float64Array;
  readonly #gradients: Float64Array;
  readonly #hessians: Float64Array;
  readonly #groupCount: number;
  readonly #asked = new Set<number>();
  #open: number[] = [];

  constructor(table: TrainingTable, settings: BoostSettings) {
    const rows = table.targets.length;
    this.#table = table;
    this.#settings = settings;
    this.#columns = table.columns.map((name, i) =>
      binned(name, table.values[i] ?? new Float64Array(rows), table.weights),
    );
    this.#signs = table.columns.map((name) => settings.monotone.get(name) ?? 0);
    this.#random = seededRandom(settings.seed);
    this.#groupCount = table.groups.reduce((most, group) => Math.max(most, group + 1), 0);
    this.start = startOf(table);
    this.#scores = new Float64Array(rows).fill(this.start);
    this.#gradients = new Float64Array(rows);
    this.#hessians = new Float64Array(rows);
  }

  next(): BoostNode {
    this.#lookAtErrors();
    const { columnShare, groupShare } = this.#settings;
    this.#open = this.#drawn(this.#columns.length, columnShare);
    const groups = new Set(this.#drawn(this.#groupCount, groupShare));
    const rows: number[] = [];
    for (const [row, group] of this.#table.groups.entries()) if (groups.has(group)) rows.push(row);
    const tree = this.#grow(rows, 0, { from: -MAX_LEAF, to: MAX_LEAF });
    this.#addTo(
      tree,
      Array.from(this.#scores, (_, row) => row),
    );
    return tree;
  }

  #lookAtErrors(): void {
    const { targets, weights } = this.#table;
    for (const [row, score] of this.#scores.entries()) {
      const probability = 1 / (1 + Math.exp(-score));
      const weight = weights[row] ?? 0;
      this.#gradients[row] = weight * ((targets[row] ?? 0) - probability);
      this.#hessians[row] = weight * Math.max(probability * (1 - probability), 1e-4);
    }
  }

  /** At least one of `count` positions, each as likely as any other, in ascending order. */
  #drawn(count: number, share: number): number[] {
    const all = Array.from({ length: count }, (_, i) => ({ i, draw: this.#random() }));
    const kept = Math.max(1, Math.round(count * share));
    return all
      .sort((a, b) => a.draw - b.draw)
      .slice(0, kept)
      .map(({ i }) => i)
      .sort((a, b) => a - b);
  }

  #grow(rows: readonly number[], depth: number, range: Range): BoostNode {
    const sums = this.#sumsOf(rows);
    const best = depth < this.#settings.depth ? this.#bestSplit(rows, sums, range) : null;
    if (best === null) return this.#leaf(sums, range);
    const column = this.#columns[best.column];
    if (column === undefined) throw new Error('A split names a column that does not exist.');
    const isHigh = (row: number): boolean => (column.bins[row] ?? 0) > best.bin;
    const lowRows = rows.filter((row) => !isHigh(row));
    const highRows = rows.filter(isHigh);
    const [lowRange, highRange] = this.#rangesBelow(best.column, lowRows, highRows, range);
    this.#asked.add(best.column * 256 + best.bin);
    const low = this.#grow(lowRows, depth + 1, lowRange);
    const high = this.#grow(highRows, depth + 1, highRange);
    if (low === high) return low;
    return { column: column.name, atLeast: column.cuts[best.bin] ?? 0, low, high };
  }

  /** A constrained question also bounds every leaf below it: what is low stays below what is high. */
  #rangesBelow(column: number, low: number[], high: number[], range: Range): [Range, Range] {
    const sign = this.#signs[column] ?? 0;
    if (sign === 0) return [range, range];
    const middle =
      (this.#value(this.#sumsOf(low), range) + this.#value(this.#sumsOf(high), range)) / 2;
    const below = { from: range.from, to: middle };
    const above = { from: middle, to: range.to };
    return sign > 0 ? [below, above] : [above, below];
  }

  #sumsOf(rows: readonly number[]): Sums {
    const sums = { gradient: 0, weight: 0 };
    for (const row of rows) {
      sums.gradient += this.#gradients[row] ?? 0;
      sums.weight += this.#hessians[row] ?? 0;
    }
    return sums;
  }

  #value({ gradient, weight }: Sums, { from, to }: Range): number {
    return Math.min(to, Math.max(from, gradient / (weight + this.#settings.shrinkage)));
  }

  #leaf(sums: Sums, range: Range): number {
    const scaled = this.#value(sums, range) * this.#settings.learningRate;
    // Rounding keeps the order of two leaves, so a constraint holds after it too. `+ 0` turns -0 into 0.
    return Math.round(scaled / LEAF_STEP) * LEAF_STEP + 0;
  }

  #bestSplit(rows: readonly number[], all: Sums, range: Range): Candidate | null {
    const candidates = this.#open.flatMap((column) => this.#splitsOf(column, rows, all, range));
    // Ties go to the column that stands first: no dependence on the order of sorting.
    candidates.sort((a, b) => b.gain - a.gain || a.column - b.column || a.bin - b.bin);
    return candidates.find((one) => this.#hasWitnesses(one, rows)) ?? null;
  }

  #splitsOf(at: number, rows: readonly number[], all: Sums, range: Range): Candidate[] {
    const column = this.#columns[at];
    if (column === undefined || column.cuts.length === 0) return [];
    const gradients = new Float64Array(column.cuts.length + 1);
    const weights = new Float64Array(column.cuts.length + 1);
    for (const row of rows) {
      const bin = column.bins[row] ?? 0;
      gradients[bin] = (gradients[bin] ?? 0) + (this.#gradients[row] ?? 0);
      weights[bin] = (weights[bin] ?? 0) + (this.#hessians[row] ?? 0);
    }
    const found: Candidate[] = [];
    const low = { gradient: 0, weight: 0 };
    for (let bin = 0; bin < column.cuts.length; bin++) {
      low.gradient += gradients[bin] ?? 0;
      low.weight += weights[bin] ?? 0;
      const gain = this.#gain(at, low, all, range) * this.#discount(at, bin);
      if (gain > 1e-6) found.push({ column: at, bin, gain });
    }
    return found;
  }

  #discount(column: number, bin: number): number {
    return this.#asked.has(column * 256 + bin) ? 1 : 1 - this.#settings.newTestCost;
  }

  #gain(column: number, low: Sums, all: Sums, range: Range): number {
    const high = { gradient: all.gradient - low.gradient, weight: all.weight - low.weight };
    const { minLeafWeight } = this.#settings;
    if (low.weight < minLeafWeight || high.weight < minLeafWeight) return 0;
    const rise = this.#value(high, range) - this.#value(low, range);
    if (rise * (this.#signs[column] ?? 0) < 0) return 0;
    return this.#worth(low, range) + this.#worth(high, range) - this.#worth(all, range);
  }

  /** How much of the error a leaf takes away, twice. */
  #worth(sums: Sums, range: Range): number {
    const value = this.#value(sums, range);
    return 2 * value * sums.gradient - value * value * (sums.weight + this.#settings.shrinkage);
  }

  #hasWitnesses({ column, bin }: Candidate, rows: readonly number[]): boolean {
    const bins = this.#columns[column]?.bins;
    const low = new Set<number>();
    const high = new Set<number>();
    const { minLeafGroups } = this.#settings;
    for (const row of rows) {
      const side = (bins?.[row] ?? 0) > bin ? high : low;
      side.add(this.#table.groups[row] ?? 0);
      if (low.size >= minLeafGroups && high.size >= minLeafGroups) return true;
    }
    return false;
  }

  /** Adds the tree to the scores of all rows, also of those that it was not grown on. */
  #addTo(node: BoostNode, rows: readonly number[]): void {
    if (typeof node === 'number') {
      for (const row of rows) this.#scores[row] = (this.#scores[row] ?? 0) + node;
      return;
    }
    const at = this.#table.columns.indexOf(node.column);
    const values = this.#table.values[at];
    const isHigh = (row: number): boolean => (values?.[row] ?? 0) >= node.atLeast;
    this.#addTo(
      node.low,
      rows.filter((row) => !isHigh(row)),
    );
    this.#addTo(node.high, rows.filter(isHigh));
  }
}

function startOf({ targets, weights }: TrainingTable): number {
  let total = 0;
  let positive = 0;
  for (const [row, weight] of weights.entries()) {
    total += weight;
    positive += weight * (targets[row] ?? 0);
  }
  if (!(positive > 0) || !(positive < total))
    throw new Error('Training needs rows of miners and of others, with weights above 0.');
  return Math.round(Math.log(positive / (total - positive)) / LEAF_STEP) * LEAF_STEP + 0;
}
