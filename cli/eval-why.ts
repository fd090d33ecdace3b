// Why a row was judged as it was, in terms of the model that judged it: which features moved its score up and down.
import type { BoostedModel, BoostNode } from './train-boost.ts';

export interface Moved {
  readonly column: string;
  readonly value: number;
  /** Positive: towards miner. */
  readonly logOdds: number;
}

/** Every column that moved the score, strongest first, by the same measure as core/model/evaluate.ts. */
export function movedBy(model: BoostedModel, valueOf: (column: string) => number): Moved[] {
  const moved = new Map<string, number>();
  for (let node of model.trees) {
    while (typeof node !== 'number') {
      const next = valueOf(node.column) >= node.atLeast ? node.high : node.low;
      moved.set(node.column, (moved.get(node.column) ?? 0) + meanOf(next) - meanOf(node));
      node = next;
    }
  }
  return [...moved]
    .map(([column, logOdds]) => ({ column, value: valueOf(column), logOdds }))
    .sort((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds) || (a.column < b.column ? -1 : 1));
}

function meanOf(node: BoostNode): number {
  return typeof node === 'number' ? node : (meanOf(node.low) + meanOf(node.high)) / 2;
}

/** The three strongest features in one direction: `kernelSharePercent 1.2 (-1.31), …`. */
export function movedText(moved: readonly Moved[], direction: 1 | -1): string {
  const strongest = moved.filter(({ logOdds }) => logOdds * direction > 0.05).slice(0, 3);
  if (strongest.length === 0) return 'nothing';
  return strongest
    .map(({ column, value, logOdds }) => `${column} ${value} (${logOdds.toFixed(2)})`)
    .join(', ');
}
