// `npm test`: every check in one run, from types to the real browser. It prints what each check said and ends with the
// counts of all of them; nothing is counted that did not run.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { projectFolder } from './browser.ts';
import {
  countsOf,
  failedInBrowser,
  namesOfFailed,
  withAgain,
  type TestFile,
  type TestReport,
} from './test-report.ts';

/** Checks that pass or fail as a whole: name -> script and arguments, run by this Node. */
type Checks = readonly (readonly [string, ...string[]])[];

const WXT = 'node_modules/wxt/bin/wxt.mjs';
/** First of all: it also writes the types that the others read. */
const FIRST: Checks = [['build for Chrome and Edge', WXT, 'build']];
/** Side by side: two cores are what a build machine has. */
const LANES: readonly Checks[] = [
  [
    ['types', 'node_modules/typescript/bin/tsc', '--noEmit'],
    ['build for companies', WXT, 'build', '--mode', 'managed'],
    ['build for Firefox', WXT, 'build', '-b', 'firefox'],
    ['format', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  ],
  [
    [
      'lint',
      'node_modules/eslint/bin/eslint.js',
      '--cache',
      '--cache-location',
      'node_modules/.cache/eslint/',
      '.',
    ],
  ],
];

const counts = { passed: 0, failed: 0, skipped: 0 };
await runChecks(FIRST);
await Promise.all(LANES.map(runChecks));
await runTests(process.argv.slice(2));
if (counts.skipped > 0)
  process.stdout.write(`\n${counts.skipped} tests were skipped, by name above\n`);
process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;

async function runChecks(checks: Checks): Promise<void> {
  for (const [name, ...command] of checks) {
    const status = await run(command);
    process.stdout.write(`${status === 0 ? 'ok' : 'FAILED'}  ${name}\n`);
    if (status === 0) counts.passed++;
    else counts.failed++;
  }
}

/**
 * Runs the tests and adds their counts. Two files in browsers share two cores, and one may be too late for a test: such a file runs
 * once more, alone, when all others are done, and that run counts.
 */
async function runTests(filters: readonly string[]): Promise<void> {
  const first = await vitest(filters);
  const { passed, failed, skipped } = countsOf(await withSecondRun(first));
  counts.passed += passed;
  counts.failed += failed;
  counts.skipped += skipped;
}

async function withSecondRun(first: readonly TestFile[]): Promise<readonly TestFile[]> {
  const again = failedInBrowser(first);
  if (again.length === 0) return first;
  const paths = again.map(({ name }) => name);
  process.stdout.write(`\nOnce more, alone:\n${namesOfFailed(again).join('\n')}\n`);
  return withAgain(first, await vitest(['--no-file-parallelism', ...paths]));
}

/** @returns what each file said; a run that reports none counts as one failure */
async function vitest(args: readonly string[]): Promise<readonly TestFile[]> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-check-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const status = await run(['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args]);
  try {
    const files = (JSON.parse(await readFile(report, 'utf8')) as TestReport).testResults;
    // Something that belongs to no file failed.
    if (status !== 0 && files.every((file) => file.status === 'passed')) counts.failed++;
    return files;
  } catch (error) {
    process.stderr.write(`The tests gave no report: ${String(error)}\n`);
    counts.failed++;
    return [];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(command: readonly string[]): Promise<number> {
  return new Promise((done) => {
    const child = spawn(process.execPath, command, { cwd: projectFolder, stdio: 'inherit' });
    child.on('error', () => done(1));
    child.on('exit', (code) => done(code ?? 1));
  });
}
