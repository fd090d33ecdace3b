// `npm run freeze`: measures modules into the frozen rows that training and evaluation go by. Knows the order of the
// work and what is printed. Must never copy a module anywhere: only what was measured of it is kept.
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { FrozenModule, Origin } from '../core/features/freeze.ts';
import { requestOf, usage, type Wanted } from './freeze-arguments.ts';
import { knownAs, knownRepositories, originOf, type Said } from './freeze-labels.ts';
import { listedModules } from './freeze-manifest.ts';
import { frozenModule, isEmptyModule, NotFrozen, sha256Of } from './freeze-measure.ts';
import { installedNpmCorpus, packagesIn } from './freeze-npm.ts';
import {
  modulesIn,
  modulesInHistory,
  type FoundModule,
  type Unsearched,
} from './freeze-sources.ts';
import { measuredOtherwise, merge, messageOf, readFrozen, writeFrozen } from './freeze-store.ts';
import { printable } from './scan-report.ts';

/** A module that is to be measured, or why it cannot be. */
type Job =
  | { readonly name: string; readonly bytes: Uint8Array; readonly origin: Origin }
  | { readonly name: string; readonly problem: string };

const vectors = fileURLToPath(new URL('../tests/corpus/vectors.jsonl.gz', import.meta.url));
const progressEvery = 250;

/** Runs the command. Returns the exit status. */
async function freeze(args: string[]): Promise<number> {
  let request;
  try {
    request = requestOf(args);
  } catch (error) {
    process.stderr.write(`freeze: ${messageOf(error)}\n\n${usage}`);
    return 2;
  }
  const { wanted, out, fresh } = request;
  if (wanted.kind === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  // npm runs scripts in the project's folder and says where it was called: paths are meant from there.
  process.chdir(process.env['INIT_CWD'] ?? '.');
  try {
    const failures = await freezeAll(jobsOf(wanted), out === null ? vectors : resolve(out), fresh);
    // Scripts are full of what only looks like a module; what a list names must be one.
    return wanted.kind === 'list' && failures > 0 ? 1 : 0;
  } catch (error) {
    process.stderr.write(`freeze: ${printable(messageOf(error)).replaceAll('\\u{a}', '\n')}\n`);
    return 1;
  }
}

/** Returns how many could not be frozen. Throws when none could. */
async function freezeAll(jobs: AsyncIterable<Job>, out: string, fresh: boolean): Promise<number> {
  const lines = fresh ? new Map<string, string>() : await readFrozen(out);
  const counts = { added: 0, replaced: 0, unchanged: 0 };
  const failed: string[] = [];
  let newest: FrozenModule | null = null;
  let seen = 0;
  for await (const job of jobs) {
    seen += 1;
    if (seen % progressEvery === 0) process.stderr.write(`… ${seen} modules\n`);
    const row = rowOf(job, failed);
    if (row === null) continue;
    merge(lines, row, counts);
    newest = row;
  }
  for (const line of failed) process.stderr.write(`not frozen: ${line}\n`);
  if (newest === null) throw new Error('no module was found there');
  await writeFrozen(out, lines);
  const { added, replaced, unchanged } = counts;
  process.stdout.write(
    `${added} new, ${replaced} replaced, ${unchanged} unchanged, ${failed.length} not frozen; ` +
      `${lines.size} rows in ${out}\n`,
  );
  const stale = measuredOtherwise(lines, newest);
  if (stale > 0) {
    process.stdout.write(
      `${stale} rows were measured with other features: freeze them again before training.\n`,
    );
  }
  return failed.length;
}

function rowOf(job: Job, failed: string[]): FrozenModule | null {
  if (!('problem' in job)) {
    try {
      return frozenModule(job.bytes, job.origin);
    } catch (error) {
      if (!(error instanceof NotFrozen)) throw error;
      failed.push(`${printable(job.name)}: ${error.message}`);
      return null;
    }
  }
  failed.push(`${printable(job.name)}: ${job.problem}`);
  return null;
}

function jobsOf(wanted: Exclude<Wanted, { kind: 'help' }>): AsyncIterable<Job> {
  if (wanted.kind === 'list') return listJobs(wanted.manifest);
  if (wanted.kind === 'npm') return npmJobs();
  return folderJobs(wanted.folder, wanted.repository, wanted.said, wanted.kind === 'history');
}

async function* listJobs(manifest: string): AsyncGenerator<Job> {
  for (const { file, sha256, origin, line } of await listedModules(manifest)) {
    const name = `${file} (line ${line})`;
    try {
      const bytes = await readFile(file);
      if (sha256 !== null && sha256Of(bytes) !== sha256)
        throw new Error('its sha256 is not the one in the list');
      yield { name, bytes, origin };
    } catch (error) {
      yield { name, problem: messageOf(error) };
    }
  }
}

async function* npmJobs(): AsyncGenerator<Job> {
  const seen = new Set<string>();
  for (const { repository, licence, folder } of await packagesIn(await installedNpmCorpus())) {
    yield* described(modulesIn(folder), repository, { licence }, seen);
  }
}

async function* folderJobs(
  folder: string,
  repository: string,
  said: Said,
  history: boolean,
): AsyncGenerator<Job> {
  if (!(await exists(folder))) throw new Error(`no such file or folder: ${folder}`);
  const texts = knownAs(repository, await knownRepositories())?.texts;
  const found = history
    ? modulesInHistory(folder, texts === undefined ? undefined : new RegExp(texts))
    : modulesIn(folder);
  yield* described(found, repository, said, new Set());
}

/** Adds where modules are from; each module once, by the first path it is found under. `seen` holds their hashes. */
async function* described(
  found: AsyncIterable<FoundModule | Unsearched>,
  repository: string,
  said: Said,
  seen: Set<string>,
): AsyncGenerator<Job> {
  const known = await knownRepositories();
  const most = knownAs(repository, known)?.mostVersions ?? Infinity;
  const versions = new Map<string, number>();
  for await (const one of found) {
    const name = `${repository} ${one.path}`;
    if ('problem' in one) {
      yield { name, problem: one.problem };
      continue;
    }
    const sha256 = sha256Of(one.bytes);
    if (seen.has(sha256) || isEmptyModule(one.bytes)) continue;
    seen.add(sha256);
    const file = one.path.replace(/#\d+$/, '');
    versions.set(file, (versions.get(file) ?? 0) + 1);
    if ((versions.get(file) ?? 0) > most) continue;
    const origin = originOf(repository, one.path, sha256, said, known);
    yield { name, bytes: one.bytes, origin };
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

process.exitCode = await freeze(process.argv.slice(2));
