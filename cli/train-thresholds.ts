// Chooses from which score a module is suspected and confirmed. Only ever given scores of modules that the scoring
// model has not seen. Ordinary modules decide the first; they, dual use and the controls of the obfuscation the second.
import type { CorpusRow } from './train-rows.ts';

export interface Scored {
  readonly tier: CorpusRow['tier'];
  readonly logOdds: number;
  /** Modules with one code count once. */
  readonly code: string;
}

export interface Thresholds {
  readonly suspected: number;
  readonly confirmed: number;
}

/** Of the ordinary modules, at most this many may be suspected out of fold; the project allows itself 0.5 %. */
const SUSPECTED_SHARE = 0.004;
/**
 * How far above the highest innocent score a module has to be. Ordinary modules elsewhere are more various than ours: 0.5
 * costs 1 % of the obfuscated miners and leaves a quarter less of the ordinary ones.
 */
const SUSPECTED_MARGIN = 0.5;
const CONFIRMED_MARGIN = 0.75;

const INNOCENT: ReadonlySet<string> = new Set(['benign', 'dual-use', 'control']);

/** Both thresholds in log-odds. Throws without benign modules. */
export function thresholdsOf(scored: readonly Scored[]): Thresholds {
  const benign = highestPerCode(scored.filter(({ tier }) => tier === 'benign'));
  const innocent = highestPerCode(scored.filter(({ tier }) => INNOCENT.has(tier)));
  const [highest] = innocent;
  const allowed = benign[Math.floor(benign.length * SUSPECTED_SHARE)];
  if (highest === undefined || allowed === undefined)
    throw new Error('Thresholds need out-of-fold scores of benign modules.');
  const suspected = roundedUp(allowed + SUSPECTED_MARGIN);
  return { suspected, confirmed: Math.max(suspected, roundedUp(highest + CONFIRMED_MARGIN)) };
}

/** Highest score first, one for each code. */
function highestPerCode(scored: readonly Scored[]): number[] {
  const highest = new Map<string, number>();
  for (const { code, logOdds } of scored)
    highest.set(code, Math.max(highest.get(code) ?? -Infinity, logOdds));
  return [...highest.values()].sort((a, b) => b - a);
}

function roundedUp(value: number): number {
  return Math.ceil(value * 100) / 100;
}
