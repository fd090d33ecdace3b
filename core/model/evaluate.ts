// The trained classifier at work: each feature gives points by how far it has risen, and the points add up to how sure
// the model is. Nothing else is weighed, so what a feature gave is exactly its part of the reason. It says how sure it
// is and why, never what is done about that.
import { valueOf, type Measured } from './vector.ts';

/** A model as `npm run train` writes it: short text, because every frame of every page carries it. */
export interface ModelData {
  /** `column bound:points bound:points,column …`: the points that count from each bound on, in 1/256 of log-odds. */
  readonly points: string;
  /** Log-odds of a module that reaches no bound. */
  readonly start: number;
  /** Log-odds from which a module is suspected, and from which it is confirmed. */
  readonly suspected: number;
  readonly confirmed: number;
}

/** What one feature gave. */
export interface Contribution {
  readonly column: string;
  readonly value: number;
  readonly logOdds: number;
}

export interface ModelScore {
  readonly logOdds: number;
  readonly level: 'clear' | 'suspected' | 'confirmed';
  /** What spoke for a miner, strongest first. */
  readonly because: readonly Contribution[];
}

export const POINTS_IN_LOG_ODDS = 256;

/** The model ready for use. */
export class Model {
  /** Columns (vector.ts) that it looks at, each with its bounds and points. */
  readonly columns: readonly (readonly [column: string, ...steps: (readonly number[])[]])[];
  readonly #data: ModelData;

  constructor(data: ModelData) {
    this.#data = data;
    this.columns = data.points.split(',').map((text) => {
      const [column = '', ...steps] = text.split(' ');
      return [column, ...steps.map((step) => step.split(':').map(Number))] as const;
    });
  }

  /** Scores one module. Total: any record gives a score. */
  score(measured: Measured): ModelScore {
    const given = this.columns.map(([column, ...steps]) => {
      const value = valueOf(measured, column) ?? 0;
      let points = 0;
      for (const [bound = Infinity, gain = 0] of steps) if (value >= bound) points += gain;
      return { column, value, logOdds: points / POINTS_IN_LOG_ODDS };
    });
    const { start, suspected, confirmed } = this.#data;
    const logOdds = given.reduce((sum, one) => sum + one.logOdds, start);
    return {
      logOdds,
      level: logOdds >= confirmed ? 'confirmed' : logOdds >= suspected ? 'suspected' : 'clear',
      because: given.filter((one) => one.logOdds > 0).sort((a, b) => b.logOdds - a.logOdds),
    };
  }
}
