// Test aid: small made data sets in the form of the frozen rows, and a model made by hand.
import type { BoostedModel, BoostSettings } from '../../cli/train-boost.ts';
import { COLUMNS } from '../../cli/train-columns.ts';
import { matrixOf, SETTINGS, trainOn } from '../../cli/train-model.ts';
import { seededRandom } from '../../cli/train-random.ts';
import type { CorpusRow } from '../../cli/train-rows.ts';

/** From share 20 on 1 more, from 2.5 on 0.5 more, from 50 on 2 more; 1 more with a JH table. Nothing: -1.5. */
export const handMadeModel: BoostedModel = {
  start: -1,
  trees: [
    { column: 'kernelSharePercent', atLeast: 20, low: -0.5, high: 0.5 },
    { column: 'kernelSharePercent', atLeast: 2.5, low: 0, high: 0.5 },
    { column: 'kernelSharePercent', atLeast: 50, low: 0, high: 2 },
    { column: 'constants.jh', atLeast: 0.5, low: -0, high: 1 },
  ],
};

let serial = 0;
const zeros = Object.fromEntries(
  COLUMNS.filter((name) => name !== 'constants').map((name) => [name, 0]),
);

/** A row with everything that a test does not name. */
export function row(fields: Partial<CorpusRow>): CorpusRow {
  const sha256 = (serial++).toString(16).padStart(64, '0');
  return {
    sha256,
    sizeBytes: 1000,
    codeSha256: sha256.replace(/^0/, 'c'),
    label: 'benign',
    tier: 'benign',
    family: '',
    repository: `owner/${sha256.slice(-4)}`,
    licence: 'MIT',
    variantOf: null,
    passes: [],
    seed: null,
    constants: [],
    mixers: [],
    ratios: {},
    ...fields,
    features: { ...zeros, ...fields.features },
  };
}

/** As many miners as others, each of a repository of its own; miners have the larger share, with overlap. */
export function twoLabels(count: number): CorpusRow[] {
  const random = seededRandom(7);
  return Array.from({ length: count }, (_, i) => {
    const miner = i % 2 === 0;
    return row({
      label: miner ? 'miner' : 'benign',
      tier: miner ? 'wild' : 'benign',
      family: miner ? 'cryptonight' : '',
      features: {
        kernelSharePercent: Math.round((miner ? 30 : 10) + random() * 25),
        nonceLoops: Math.round(random() * 100),
      },
      constants: miner && random() > 0.5 ? ['jh'] : [],
      mixers: random() > 0.5 ? ['blake2b'] : [],
    });
  });
}

export const QUICK: BoostSettings = { ...SETTINGS, trees: 12, minLeafWeight: 0.1 };

/** A model of all rows, by settings that suit little data. */
export function trainedOn(
  rows: readonly CorpusRow[],
  settings = QUICK,
  columns = COLUMNS,
): BoostedModel {
  const matrix = matrixOf(rows, columns);
  return trainOn(matrix, [...rows.keys()], settings);
}
