// From the frozen rows to the source of the model that is shipped. A function of the rows alone, so that a test can hold
// the committed file to the committed rows.
import { encoded, sourceFile } from './train-encode.ts';
import { matrixOf, outOfFold, positionsWhere, scoredRows, trainOn } from './train-model.ts';
import type { Corpus } from './train-rows.ts';
import { mayTrain } from './train-selection.ts';
import { thresholdsOf } from './train-thresholds.ts';
import type { ModelData } from '../core/model/evaluate.ts';

export interface Shipped {
  /** The text of core/model/model-data.ts. */
  readonly source: string;
  readonly data: ModelData;
  /** How many rows, columns and groups the training had. */
  readonly rows: number;
  readonly columns: number;
  readonly groups: number;
}

/** Trains on all rows that may teach; the thresholds come from models that have not seen the row. */
export function shippedModel(corpus: Corpus): Shipped {
  const matrix = matrixOf(corpus.rows);
  const training = positionsWhere(matrix, mayTrain);
  const { logOdds } = outOfFold(matrix, mayTrain);
  const thresholds = thresholdsOf(scoredRows(matrix, logOdds, training));
  const data = encoded(trainOn(matrix, training), thresholds);
  return {
    source: sourceFile(data, corpus.sha256),
    data,
    rows: training.length,
    columns: matrix.columns.length,
    groups: new Set(training.map((at) => matrix.groups[at])).size,
  };
}
