// `npm run train`: trains the classifier on the frozen vectors and writes core/model/model-data.ts. Deterministic: the
// same vectors give the same bytes. It prints what it did; how good that is says `npm run eval`.
import { writeFile } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { readCorpus } from './train-rows.ts';
import { shippedModel } from './train-shipped.ts';

const target = fileURLToPath(new URL('../core/model/model-data.ts', import.meta.url));
const vectors = fileURLToPath(new URL('../tests/corpus/vectors.jsonl.gz', import.meta.url));

const corpus = await readCorpus(vectors);
const { source, data, rows, columns, groups } = shippedModel(corpus);
await writeFile(target, source);
process.stdout.write(
  [
    `${rows} of ${corpus.rows.length} rows in ${groups} groups, ${columns} columns`,
    `log-odds ${data.start} to start with, suspected from ${data.suspected}, confirmed from ${data.confirmed}`,
    'from each bound on, in 1/256 of log-odds:',
    ...data.points.split(',').map((column) => `  ${column}`),
    `${source.length} characters written to ${target}`,
    '',
  ].join('\n'),
);
