// The static analysis beside WebAssembly.validate over many modules, each best of three in turn. ASSAY_CORPUS names a
// folder of .wasm files (docs/model-card.md says which repositories were measured); without it the installed packages serve.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { loadWasmRules } from '../../cli/load-rules.ts';
import { judgeModule } from '../../core/engine.ts';
import { corpusModules } from '../corpus-modules.ts';
import { median, timedMs, type BenchTable } from './bench-table.ts';

const ROUNDS = 3;

/** Total, median and 99th percentile over all modules that this Node can validate. */
export async function benchCorpus(): Promise<BenchTable> {
  const rules = await loadWasmRules();
  const analysis: number[] = [];
  const validate: number[] = [];
  for await (const bytes of modules()) {
    if (!WebAssembly.validate(bytes as BufferSource)) continue;
    const best = { analysisMs: Infinity, validateMs: Infinity };
    for (let round = 0; round < ROUNDS; round++) {
      const analysisMs = timedMs(() => judgeModule(bytes, rules));
      const validateMs = timedMs(() => WebAssembly.validate(bytes as BufferSource));
      best.analysisMs = Math.min(best.analysisMs, analysisMs);
      best.validateMs = Math.min(best.validateMs, validateMs);
    }
    analysis.push(best.analysisMs);
    validate.push(best.validateMs);
  }
  const ratio = sum(analysis) / sum(validate);
  const ratios = analysis.map((ms, i) => ms / (validate[i] ?? NaN));
  const slowest = analysis.toSorted((a, b) => a - b)[Math.floor(analysis.length * 0.99)] ?? NaN;
  return {
    title: `Static analysis of ${analysis.length} modules beside WebAssembly.validate`,
    rows: [
      {
        name: 'all together',
        value: `${sum(analysis).toFixed(0)} ms, validate ${sum(validate).toFixed(0)} ms, ratio ${ratio.toFixed(2)}`,
        goal: 'at most 1.0',
      },
      { name: 'ratio, median module', value: median(ratios).toFixed(2), goal: 'at most 1.5' },
      { name: '99th percentile', value: `${slowest.toFixed(1)} ms`, goal: 'at most 25 ms' },
    ],
  };
}

async function* modules(): AsyncGenerator<Uint8Array> {
  const folder = process.env['ASSAY_CORPUS'];
  if (!folder) {
    for (const { bytes, label } of corpusModules()) if (label !== 'miner') yield bytes;
    return;
  }
  const files = await readdir(folder, { recursive: true });
  for (const file of files.filter((name) => name.endsWith('.wasm')).sort())
    yield new Uint8Array(await readFile(join(folder, file)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
