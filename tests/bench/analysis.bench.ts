// How long the static analysis takes, beside WebAssembly.validate on the same bytes in the same run: it must stay
// invisible next to what the engine does anyway. Run: node tests/bench/analysis.bench.ts
import { pathToFileURL } from 'node:url';
import { loadWasmRules } from '../../cli/load-rules.ts';
import { judgeModule } from '../../core/engine.ts';
import { corpusModules, cryptonightModule, type CorpusModule } from '../corpus-modules.ts';
import { median, timedMs, type BenchRow, type BenchTable } from './bench-table.ts';

interface Paired {
  readonly module: CorpusModule;
  readonly analysisMs: number;
  readonly validateMs: number;
}

const ROUNDS = 15;
const WARM_ROUNDS = 30;
/** Modules below this size are over before the clock ticks; they are summed into the total only. */
const SHOWN_BYTES = 20_000;

/** Analysis of the CryptoNight module and, paired, of all modules that no one must notice. */
export async function benchAnalysis(): Promise<BenchTable> {
  const rules = await loadWasmRules();
  const miner = cryptonightModule().bytes;
  const firstMs = timedMs(() => judgeModule(miner, rules));
  for (let i = 0; i < WARM_ROUNDS; i++) judgeModule(miner, rules);
  const warm = Array.from({ length: WARM_ROUNDS }, () => timedMs(() => judgeModule(miner, rules)));
  const paired = corpusModules()
    .filter(({ label }) => label !== 'miner')
    .map((module): Paired => {
      const analysis: number[] = [];
      const validate: number[] = [];
      // In turn, so that other work on the machine meets both alike.
      for (let i = 0; i < ROUNDS; i++) {
        analysis.push(timedMs(() => judgeModule(module.bytes, rules)));
        validate.push(timedMs(() => WebAssembly.validate(module.bytes as BufferSource)));
      }
      return { module, analysisMs: median(analysis), validateMs: median(validate) };
    });
  return {
    title: `Static analysis (${rules.length} rules, Node ${process.versions.node})`,
    rows: [
      {
        name: `CryptoNight module, ${miner.length} bytes: first time`,
        value: `${firstMs.toFixed(2)} ms`,
      },
      { name: 'the same, warm, median', value: `${median(warm).toFixed(2)} ms` },
      { name: 'the same, warm, fastest', value: `${Math.min(...warm).toFixed(2)} ms` },
      ...paired.filter(({ module }) => module.bytes.length >= SHOWN_BYTES).map(pairedRow),
      totalRow(
        'benign modules together',
        paired.filter(({ module }) => module.label === 'benign'),
      ),
      totalRow('benign, dual-use and wallet modules together', paired),
    ],
  };
}

function pairedRow({ module, analysisMs, validateMs }: Paired): BenchRow {
  return {
    name: `${module.name}, ${module.bytes.length} bytes`,
    value: ratioText(analysisMs, validateMs),
  };
}

function totalRow(name: string, paired: readonly Paired[]): BenchRow {
  const sum = (pick: (entry: Paired) => number): number =>
    paired.reduce((total, entry) => total + pick(entry), 0);
  return {
    name,
    value: ratioText(
      sum((entry) => entry.analysisMs),
      sum((entry) => entry.validateMs),
    ),
  };
}

function ratioText(analysisMs: number, validateMs: number): string {
  const ratio = (analysisMs / validateMs).toFixed(2);
  return `${analysisMs.toFixed(2)} ms, validate ${validateMs.toFixed(2)} ms, ratio ${ratio}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { title, rows } = await benchAnalysis();
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log(title);
  for (const { name, value } of rows) console.log(`  ${name.padEnd(width)}  ${value}`);
}
