// The baselines on whole-module opcode shares, which is what most published detectors come down to. The rows carry those
// shares apart from the features (`ratios`, per cent of all instructions): no page measures them.
import type { Level } from './eval-judges.ts';
import type { BoostSettings } from './train-boost.ts';
import { FOLDS, positionsWhere, SETTINGS, type Matrix } from './train-model.ts';
import type { CorpusRow } from './train-rows.ts';

/** Published models of this sort are free to combine anything in any direction. */
export const RATIO_SETTINGS: BoostSettings = {
  ...SETTINGS,
  depth: 3,
  trees: 120,
  monotone: new Map(),
};

/** Of the ordinary modules of the other folds, at most this share may lie above the threshold. */
const ALLOWED_SHARE = 0.005;

/** The rows with the whole-module shares in place of the features, or null when rows have none. */
export function ratioRows(rows: readonly CorpusRow[]): CorpusRow[] | null {
  if (rows.some(({ ratios }) => Object.keys(ratios).length === 0)) return null;
  return rows.map((row) => ({ ...row, features: row.ratios, constants: [], mixers: [] }));
}

/** Flags what has more xor, rotate and shift than all but 0.5 % of the ordinary modules of the other folds. */
export function ratioThresholdLevels(
  matrix: Matrix,
  folds: Int32Array,
  mayTrain: (row: CorpusRow) => boolean,
): Level[] {
  const shareAt = (at: number): number => {
    const ratios = matrix.rows[at]?.ratios ?? {};
    const names = ['xorPercent', 'rotatePercent', 'shiftPercent'];
    return names.reduce((sum, name) => sum + (ratios[name] ?? 0), 0);
  };
  const bars = Array.from({ length: FOLDS }, (_, fold) => {
    const others = positionsWhere(
      matrix,
      (row, at) => row.label === 'benign' && folds[at] !== fold && mayTrain(row),
    );
    const shares = others.map(shareAt).sort((a, b) => b - a);
    return shares[Math.floor(shares.length * ALLOWED_SHARE)] ?? Infinity;
  });
  return matrix.rows.map((_, at) =>
    shareAt(at) > (bars[folds[at] ?? 0] ?? Infinity) ? 'confirmed' : 'clear',
  );
}
