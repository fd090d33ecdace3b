// Grouped folds: every group lies in one fold as a whole, and each fold gets its part of every label. No chance in it.
import type { CorpusRow, RowLabel } from './train-rows.ts';

/** The fold of each row, 0 to `folds` - 1. */
export function foldsOf(rows: readonly CorpusRow[], groups: Int32Array, folds: number): Int32Array {
  const sizes = new Map<number, { label: RowLabel; rows: number }>();
  for (const [i, row] of rows.entries()) {
    const group = groups[i] ?? 0;
    const known = sizes.get(group) ?? { label: row.label, rows: 0 };
    sizes.set(group, { label: strongerLabel(known.label, row.label), rows: known.rows + 1 });
  }
  const foldOf = new Map<number, number>();
  for (const label of ['miner', 'dual-use', 'benign'] as const) {
    const filled = new Array<number>(folds).fill(0);
    const mine = [...sizes].filter(([, size]) => size.label === label);
    // The largest first, so that the small ones can even it out.
    for (const [group, size] of mine.sort((a, b) => b[1].rows - a[1].rows || a[0] - b[0])) {
      const emptiest = filled.indexOf(Math.min(...filled));
      filled[emptiest] = (filled[emptiest] ?? 0) + size.rows;
      foldOf.set(group, emptiest);
    }
  }
  return Int32Array.from(groups, (group) => foldOf.get(group) ?? 0);
}

/** A repository that holds one miner is a miner's repository, whatever else it holds. */
function strongerLabel(a: RowLabel, b: RowLabel): RowLabel {
  const order: readonly RowLabel[] = ['benign', 'dual-use', 'miner'];
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
}
