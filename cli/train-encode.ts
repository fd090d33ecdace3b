// Writes a trained model as the short text that core/model/evaluate.ts reads, and that text as a source file. Trees of one
// question each add up to one staircase for each column; deeper trees do not, and are refused.
import { POINTS_IN_LOG_ODDS, type ModelData } from '../core/model/evaluate.ts';
import type { BoostedModel } from './train-boost.ts';
import type { Thresholds } from './train-thresholds.ts';

/** The model as data. Throws when it would be read back as another model. */
export function encoded(model: BoostedModel, { suspected, confirmed }: Thresholds): ModelData {
  const stairs = new Map<string, Map<number, number>>();
  let start = model.start;
  for (const tree of model.trees) {
    if (typeof tree === 'number') {
      start += tree;
      continue;
    }
    const { column, atLeast, low, high } = tree;
    if (typeof low !== 'number' || typeof high !== 'number')
      throw new Error('Only trees of one question can be written: train with a depth of 1.');
    start += low;
    const steps = stairs.get(column) ?? new Map<number, number>();
    steps.set(atLeast, (steps.get(atLeast) ?? 0) + (high - low) * POINTS_IN_LOG_ODDS);
    stairs.set(column, steps);
  }
  const points = [...stairs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([column, steps]) => [column, ...stepTexts(steps)].join(' '))
    .join(',');
  return { points, start, suspected, confirmed };
}

function stepTexts(steps: ReadonlyMap<number, number>): string[] {
  return [...steps]
    .filter(([, gain]) => gain !== 0)
    .sort(([a], [b]) => a - b)
    .map(([bound, gain]) => {
      if (!Number.isInteger(gain)) throw new Error(`A step of ${gain} points cannot be written.`);
      return `${bound}:${gain}`;
    });
}

/** The source of core/model/model-data.ts. The same model and vectors give the same bytes. */
export function sourceFile(data: ModelData, vectorsSha256: string): string {
  return [
    '// The trained classifier as data. Written by `npm run train`; do not edit by hand.',
    '// From tests/corpus/vectors.jsonl.gz, whose unpacked rows have the sha256',
    `// ${vectorsSha256}.`,
    "import type { ModelData } from './evaluate.ts';",
    '',
    'export const modelData: ModelData = {',
    '  points:',
    `    '${data.points}',`,
    `  start: ${data.start},`,
    `  suspected: ${data.suspected},`,
    `  confirmed: ${data.confirmed},`,
    '};',
    '',
  ].join('\n');
}
