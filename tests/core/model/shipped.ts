// What of core/model ends up in the guard: bundled by a test that weighs it.
import { Model } from '../../../core/model/evaluate.ts';
import { reasonOf } from '../../../core/model/reason.ts';
import { modelData } from '../../../core/model/model-data.ts';

export const shipped = (features: Readonly<Record<string, unknown>>): string =>
  reasonOf(new Model(modelData).score(features));
