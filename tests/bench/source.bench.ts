// How long the judgement of source text takes, as the guard makes it: it stands before the start of a worker. The first
// text of a process pays for the compiler, so it is shown apart. Run: node tests/bench/source.bench.ts
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { loadSourceRules } from '../../cli/load-rules.ts';
import { judgeSource } from '../../core/source/judge-source.ts';
import { smallLexicon } from '../../core/source/lexicon.ts';
import { median, timedMs, type BenchTable } from './bench-table.ts';

const ROUNDS = 15;
const nodeModules = fileURLToPath(new URL('../../node_modules/', import.meta.url));
const TEXTS = [
  'turtlecoin-crypto/dist/turtlecoin-crypto.js',
  'sql.js/dist/sql-asm-debug.js',
  'typescript/lib/typescript.js',
  'monero-ts/dist/monero.worker.js',
  'libsodium-sumo/dist/modules-sumo/libsodium-sumo.js',
  'friendly-pow/blake2b/blake2b.js',
] as const;

/** Scripts of several sizes: the first time and, warm, the median. */
export async function benchSource(): Promise<BenchTable> {
  const rules = (await loadSourceRules()).filter(({ id }) => !id.startsWith('source/scan/'));
  const rows = TEXTS.map((name) => {
    const text = readFileSync(nodeModules + name, 'utf8');
    const times = Array.from({ length: ROUNDS }, () =>
      timedMs(() => judgeSource(text, 'script', rules, smallLexicon())),
    );
    const [firstMs = NaN] = times;
    const value = `${median(times).toFixed(1)} ms (first ${firstMs.toFixed(1)} ms)`;
    return { name: `${name}, ${(text.length / 1e6).toFixed(1)} MB`, value };
  });
  return {
    title: `Judgement of text (${rules.length} rules, Node ${process.versions.node})`,
    rows,
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { title, rows } = await benchSource();
  process.stdout.write(
    `${title}\n${rows.map(({ name, value }) => `${name}: ${value}\n`).join('')}`,
  );
}
