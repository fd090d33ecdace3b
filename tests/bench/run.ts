// `npm run bench`: measures, prints, and writes tests/bench/RESULTS.md with machine and date. `npm run bench -- start`
// runs only the named parts and writes nothing.
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { findBrowser, projectFolder } from '../../cli/browser.ts';
import { benchAnalysis } from './analysis.bench.ts';
import { benchArtifact } from './artifact.bench.ts';
import { markdown, type BenchTable } from './bench-table.ts';
import { benchCases } from './cases.bench.ts';
import { benchCorpus } from './corpus.bench.ts';
import { benchSource } from './source.bench.ts';
import { benchStart } from './start.bench.ts';
import { benchVerdict } from './verdict.bench.ts';

const benches: Readonly<Record<string, () => Promise<BenchTable>>> = {
  artifact: benchArtifact,
  start: benchStart,
  analysis: benchAnalysis,
  source: benchSource,
  corpus: benchCorpus,
  verdict: benchVerdict,
  cases: benchCases,
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  process.stderr.write(
    `No benchmark is called ${unknown.join(', ')}. Known: ${Object.keys(benches).join(', ')}.\n`,
  );
  process.exit(2);
}
const parts: string[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const part = markdown(await bench());
  process.stdout.write(`${part}\n`);
  parts.push(part);
}
if (names.length === 0) {
  const path = join(projectFolder, 'tests', 'bench', 'RESULTS.md');
  await writeFile(path, `${await heading()}\n${parts.join('\n')}`);
  process.stdout.write(`Written to ${path}\n`);
}

async function heading(): Promise<string> {
  const [cpu] = cpus();
  const browser = execFileSync(await findBrowser(), ['--version'], { encoding: 'utf8' }).trim();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  return [
    '# Figures',
    '',
    `Measured on ${new Date().toISOString().slice(0, 10)} with \`npm run bench\`: ${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), ${memory}, ${process.platform}, Node ${process.versions.node}, ${browser}.`,
    'Times of a shared machine: compare within one run, not between runs.',
    '',
  ].join('\n');
}
