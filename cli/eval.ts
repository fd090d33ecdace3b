// `npm run eval`: evaluates the static judge on the frozen vectors, prints the tables and writes
// tests/corpus/EVALUATION.md and the figures of docs/model-card.md. It trains nothing that is shipped, and prints no
// number that it has not computed.
import { readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { heldBack } from '../tests/corpus/mutate/recipes.ts';
import { cardWith } from './eval-card.ts';
import { figures, report } from './eval-report.ts';
import { evaluateAll } from './eval-results.ts';
import { loadWasmRules } from './load-rules.ts';
import { readCorpus } from './train-rows.ts';
import { mayTrain } from './train-selection.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const evaluation = at('../tests/corpus/EVALUATION.md');
const card = at('../docs/model-card.md');

const { rows, sha256 } = await readCorpus(at('../tests/corpus/vectors.jsonl.gz'));
const results = evaluateAll(rows, await loadWasmRules(), mayTrain, heldBack);
process.stdout.write(await writeFormatted(evaluation, report(results, sha256)));
await writeFormatted(card, cardWith(await readFile(card, 'utf8'), figures(results)));
process.stderr.write(`Written to ${evaluation} and ${card}\n`);

/** Writes as the formatter of the house would have it, so that a new run makes no other difference than its numbers. */
async function writeFormatted(path: string, text: string): Promise<string> {
  const options = { ...(await resolveConfig(path)), filepath: path };
  const formatted = await format(text, options);
  await writeFile(path, formatted);
  return formatted;
}
