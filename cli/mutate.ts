// `assay mutate`: makes variants of the modules of a manifest, for training or (--held-back) for the evaluation. Knows
// arguments and what is printed; which variants and how they are made is in tests/corpus/mutate.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { planVariants, type ManifestRow } from '../tests/corpus/mutate/plan.ts';
import { runJobs, type JobResult } from '../tests/corpus/mutate/run-jobs.ts';

const usage = `Usage: assay mutate --manifest FILE --out FOLDER [--per-module N] [--seed N] [--held-back]

Makes variants of every miner of a manifest (one JSON object a line: sha256, file, sizeBytes, codeSha256, label, tier,
family, repository, licence) and as many of other modules. They compute what their originals compute.

  --manifest FILE   the modules; a relative file in it is meant from the manifest's folder
  --out FOLDER      gets the variants and their manifest.jsonl
  --per-module N    variants of one miner (6; with --held-back 3)
  --seed N          other numbers give other variants (1)
  --held-back       only passes and seeds that training never sees
  --processes N     processes at a time (2)
`;

interface Wanted {
  readonly manifest: string;
  readonly out: string;
  readonly perModule: number;
  readonly seed: number;
  readonly heldBack: boolean;
  readonly processes: number;
}

const TIMEOUT_MS = 60_000;

/** Runs the command. Returns the exit status: 0 variants were made, 1 none could be, 2 used wrongly. */
export async function mutate(args: string[]): Promise<number> {
  const wanted = readArguments(args);
  if (wanted === null || typeof wanted === 'string') {
    process[wanted === null ? 'stdout' : 'stderr'].write(wanted ?? usage);
    return wanted === null ? 0 : 2;
  }
  const rows = await readManifest(wanted.manifest);
  if (typeof rows === 'string') {
    process.stderr.write(rows);
    return 2;
  }
  const { jobs, skipped } = planVariants(rows, wanted);
  const folder = resolve(wanted.out, 'modules');
  await mkdir(folder, { recursive: true });
  const started = performance.now();
  const results = await runJobs(jobs, {
    folder,
    processes: wanted.processes,
    timeoutMs: TIMEOUT_MS,
    onDone: (done, all) => {
      if (done % 100 === 0 || done === all) process.stderr.write(`${done} of ${all}\n`);
    },
  });
  const lines = manifestLines(results);
  await writeFile(join(wanted.out, 'manifest.jsonl'), lines.map((line) => `${line}\n`).join(''));
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  process.stdout.write(summary(results, lines.length, skipped, seconds));
  return lines.length > 0 ? 0 : 1;
}

/** What is wanted; null for help; a complaint. */
function readArguments(args: string[]): Wanted | string | null {
  try {
    const { values } = parseArgs({
      args,
      options: {
        manifest: { type: 'string' },
        out: { type: 'string' },
        'per-module': { type: 'string' },
        seed: { type: 'string', default: '1' },
        'held-back': { type: 'boolean', default: false },
        processes: { type: 'string', default: '2' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return null;
    if (!values.manifest || !values.out)
      return `assay mutate: name --manifest and --out\n\n${usage}`;
    const heldBack = values['held-back'];
    return {
      manifest: resolve(whereCalled(), values.manifest),
      out: resolve(whereCalled(), values.out),
      perModule: whole('--per-module', values['per-module'] ?? (heldBack ? '3' : '6')),
      seed: whole('--seed', values.seed),
      heldBack,
      processes: whole('--processes', values.processes),
    };
  } catch (error) {
    return `assay mutate: ${error instanceof Error ? error.message : String(error)}\n\n${usage}`;
  }
}

/** npm runs scripts in the project's folder and says in `INIT_CWD` where it was called. */
function whereCalled(): string {
  return process.env['INIT_CWD'] ?? process.cwd();
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new Error(`${name} takes a whole number from 1 on, not "${text}"`);
  return value;
}

/** The rows, or a complaint that names the line. */
async function readManifest(path: string): Promise<ManifestRow[] | string> {
  let text;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return `assay mutate: ${path} cannot be read; the corpus scripts write it\n`;
  }
  const rows: ManifestRow[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const row = rowOf(line);
    if (row === null) {
      return `assay mutate: line ${index + 1} of ${path} is not a module (sha256, file, label, sizeBytes, codeSha256)\n`;
    }
    rows.push({ ...row, file: resolve(dirname(path), row.file) });
  }
  return rows;
}

const TEXT_FIELDS = ['sha256', 'file', 'label', 'codeSha256', 'repository', 'licence', 'family'];

function rowOf(line: string): ManifestRow | null {
  try {
    const row = JSON.parse(line) as Record<string, unknown>;
    const complete = TEXT_FIELDS.every((field) => typeof row[field] === 'string');
    return complete && typeof row['sizeBytes'] === 'number'
      ? (row as unknown as ManifestRow)
      : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** One line a variant, sorted by hash; the same variant made twice counts once. */
function manifestLines(results: readonly JobResult[]): string[] {
  const lines = new Map<string, string>();
  for (const { job, answer } of results) {
    if (!answer.made) continue;
    const { file, sha256, sizeBytes, codeSha256, recipe } = answer;
    const { label, family, repository, licence } = job.row;
    const tier = label === 'miner' ? 'obfuscated' : 'control';
    const about = { sha256, file, sizeBytes, codeSha256, label, tier, family, repository, licence };
    const { passes, seed } = recipe;
    lines.set(sha256, JSON.stringify({ ...about, variantOf: job.row.sha256, passes, seed }));
  }
  return [...lines.keys()].sort().flatMap((sha256) => lines.get(sha256) ?? []);
}

function summary(
  results: readonly JobResult[],
  variants: number,
  skipped: ReadonlyMap<string, number>,
  seconds: string,
): string {
  const dropped = new Map<string, number>();
  let made = 0;
  for (const { answer } of results) {
    if (answer.made) made++;
    else dropped.set(answer.reason, (dropped.get(answer.reason) ?? 0) + 1);
  }
  const miners = results.filter(
    ({ job, answer }) => answer.made && job.row.label === 'miner',
  ).length;
  const list = (counts: ReadonlyMap<string, number>): string =>
    [...counts].map(([reason, count]) => `  ${count} ${reason}\n`).join('');
  return (
    `${variants} variants in ${seconds} s: ${miners} of miners, ${made - miners} of others, ` +
    `${made - variants} made twice\n` +
    `modules left out:\n${list(skipped)}variants not made:\n${list(dropped)}`
  );
}
