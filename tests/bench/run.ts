// `npm run bench`: measures, prints, and writes tests/bench/RESULTS.md, each part with its machine and date.
// `npm run bench -- start` runs only the named parts and leaves the others as they were.
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { findBrowser, projectFolder } from '../../cli/browser.ts';
import { benchAnalysis } from './analysis.bench.ts';
import { benchArtifact } from './artifact.bench.ts';
import { markdown, type BenchTable } from './bench-table.ts';
import { benchCases } from './cases.bench.ts';
import { benchCorpus } from './corpus.bench.ts';
import { benchFleet } from './fleet.bench.ts';
import { benchHeavy } from './heavy.bench.ts';
import { benchLog } from './log.bench.ts';
import { benchMemory } from './memory.bench.ts';
import { benchPage } from './page.bench.ts';
import { benchPolicy } from './policy.bench.ts';
import { benchRules } from './rules.bench.ts';
import { benchSource } from './source.bench.ts';
import { benchStart } from './start.bench.ts';
import { benchStop } from './stop.bench.ts';
import { benchStore } from './store.bench.ts';
import { benchVerdict } from './verdict.bench.ts';
import { benchWorkers } from './workers.bench.ts';

const benches: Readonly<Record<string, () => Promise<BenchTable>>> = {
  artifact: benchArtifact,
  start: benchStart,
  analysis: benchAnalysis,
  source: benchSource,
  corpus: benchCorpus,
  verdict: benchVerdict,
  page: benchPage,
  workers: benchWorkers,
  memory: benchMemory,
  stop: benchStop,
  store: benchStore,
  fleet: benchFleet,
  policy: benchPolicy,
  rules: benchRules,
  cases: benchCases,
  heavy: benchHeavy,
  log: benchLog,
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  process.stderr.write(
    `No benchmark is called ${unknown.join(', ')}. Known: ${Object.keys(benches).join(', ')}.\n`,
  );
  process.exit(2);
}
const path = join(projectFolder, 'tests', 'bench', 'RESULTS.md');
const where = await machine();
const parts = await partsSoFar();
for (const [name, bench] of Object.entries(benches)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const text = `${markdown(await bench())}\n${where}\n`;
  process.stdout.write(`${text}\n`);
  parts.set(name, text);
  await writeFile(path, results());
}
process.stdout.write(`Written to ${path}\n`);

/** The whole page: each part between the marks by which it is found again. */
function results(): string {
  const inOrder = Object.keys(benches).flatMap((name) => {
    const text = parts.get(name);
    return text === undefined ? [] : [`<!-- ${name} -->\n\n${text.trim()}\n`];
  });
  const head =
    '# Figures\n\nMeasured with `npm run bench`. Times of a shared machine: compare within one table, not between tables.\n';
  return [head, ...inOrder].join('\n');
}

async function partsSoFar(): Promise<Map<string, string>> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const found = text.split(/^<!-- (\w+) -->$/m).slice(1);
  const parts = new Map<string, string>();
  for (let index = 0; index + 1 < found.length; index += 2)
    parts.set(found[index] as string, (found[index + 1] as string).trim());
  return parts;
}

async function machine(): Promise<string> {
  const [cpu] = cpus();
  const browser = execFileSync(await findBrowser(), ['--version'], { encoding: 'utf8' }).trim();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const day = new Date().toISOString().slice(0, 10);
  return `${day}: ${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), ${memory}, ${process.platform}, Node ${process.versions.node}, ${browser}.`;
}
