#!/usr/bin/env node
// Makes a fresh machine ready and then runs one command: packages, a Node that runs TypeScript, a browser, the build.
// Plain JavaScript without dependencies, because nothing is installed yet when it starts. It speaks on stderr only, so
// that the output of the command stays clean.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === 'win32';
const NPM = windows ? 'npm.cmd' : 'npm';

/** From here on Node runs .ts files by itself. */
const TYPESCRIPT_NODE = [22, 18];

/** Options of the build that a policy can be given to. */
const FOR_COMPANIES = ['--mode', 'managed'];

/** Command -> what it needs beside packages and Node, and the program that runs it. */
const COMMANDS = {
  demo: { browser: true, build: [[]], program: ['cli/assay.ts', 'demo'] },
  scan: { browser: false, build: [], program: ['cli/assay.ts', 'scan'] },
  report: { browser: false, build: [], program: ['cli/assay.ts', 'report'] },
  policy: { browser: false, build: [], program: ['cli/assay.ts', 'policy'] },
  test: { browser: true, firefox: true, engine: true, build: [], program: ['cli/check.ts'] },
  'test:fleet': {
    browser: true,
    engine: true,
    build: [FOR_COMPANIES],
    program: ['node_modules/vitest/vitest.mjs', 'run', '--project', 'fleet'],
  },
  rules: { browser: false, build: [], program: ['cli/assay.ts', 'rules'] },
  simulate: { browser: false, build: [], program: ['cli/assay.ts', 'simulate'] },
  bench: { browser: true, build: [[], FOR_COMPANIES], program: ['tests/bench/run.ts'] },
  build: { browser: false, build: [[]], program: null },
  walker: { browser: false, build: [], program: ['cli/walker.ts'] },
  freeze: { browser: false, build: [], program: ['cli/freeze.ts'] },
  mutate: { browser: false, build: [], program: ['cli/assay.ts', 'mutate'] },
  train: { browser: false, build: [], program: ['cli/train.ts'] },
  eval: { browser: false, build: [], program: ['cli/eval.ts'] },
  screenshots: { browser: true, build: [[]], program: ['cli/screenshots.ts'] },
  docs: { browser: false, build: [], program: ['cli/docs.ts'] },
  pack: { browser: false, build: [], program: ['cli/pack/pack.ts'] },
  fuzz: { browser: false, build: [], program: ['cli/fuzz.ts'] },
};

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : null;
if (!command) fail(`There is no command "${name}". Known: ${Object.keys(COMMANDS).join(', ')}.`);
process.chdir(root);
installPackages();
const node = findNode();
if (command.browser) ensureBrowser();
if (command.firefox) ensureFirefox();
if (command.engine) ensureEngine();
for (const options of command.build)
  run(node, ['node_modules/wxt/bin/wxt.mjs', 'build', ...options], 'Building the extension');
if (command.program) await handOver(node, [...command.program, ...args]);

/** `npm ci`, whenever the lock file is not the one that was installed. */
function installPackages() {
  const stamp = join(root, 'node_modules', '.assay-lock');
  const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  run(NPM, ['ci', '--loglevel=error', '--no-progress'], 'Installing packages (npm ci)');
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, lock);
}

/** This Node if it is new enough, else the one that the `node` package brings. */
function findNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [wantMajor, wantMinor] = TYPESCRIPT_NODE;
  const isNew = major > wantMajor || (major === wantMajor && minor >= wantMinor);
  // `npm run` may have started us with the Node in node_modules, which `npm ci` has just taken away.
  if (isNew && existsSync(process.execPath)) return process.execPath;
  const path = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
  if (!existsSync(path)) {
    // Install scripts are off (.npmrc); this package is nothing but one, so it is run by name.
    const rebuild = ['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error'];
    run(NPM, rebuild, 'Installing a newer Node');
  }
  if (!existsSync(path))
    fail(`Node ${TYPESCRIPT_NODE.join('.')} or newer is needed. Install it and try again.`);
  return path;
}

/** An installed browser; else Playwright's; else, on Debian as root, the distribution's. */
function ensureBrowser() {
  const named = process.env.ASSAY_BROWSER;
  if (named) {
    if (!existsSync(named)) fail(`ASSAY_BROWSER names ${named}, which does not exist.`);
    return;
  }
  if (hasBrowser()) return;
  if (
    attempt(
      node,
      ['node_modules/playwright/cli.js', 'install', 'chromium'],
      "Downloading Playwright's Chromium",
    )
  ) {
    if (hasBrowser()) return;
  }
  installFromDebian('chromium');
  if (hasBrowser()) return;
  fail(
    'No Chromium, Edge or Chrome was found and none could be installed. Install one, or set ASSAY_BROWSER to its path.',
  );
}

/** For the tests in Firefox, which are skipped where there is none. */
function ensureFirefox() {
  const places = JSON.parse(readFileSync('cli/firefox-places.json', 'utf8'));
  const named = process.env.ASSAY_FIREFOX ?? '';
  const skipped = 'No Firefox was found: the tests in Firefox are skipped.';
  ensureFromDebian([named, ...places], ['firefox-esr'], skipped);
}

/** For the tests of the fleet, which are skipped where there is none. */
function ensureEngine() {
  const packages = ['clickhouse-server', 'zookeeper', 'default-jre-headless'];
  const skipped = 'No ClickHouse was found: the tests of the fleet are skipped.';
  ensureFromDebian(['/usr/sbin/clickhouse-server'], packages, skipped);
}

/** One of the places is enough. @param skipped what is said where it cannot be installed either */
function ensureFromDebian(places, packages, skipped) {
  const isThere = () => places.some((path) => path !== '' && existsSync(path));
  if (isThere()) return;
  installFromDebian(...packages);
  if (!isThere()) process.stderr.write(`${skipped}\n`);
}

/** Does nothing elsewhere, or without the right to install. */
function installFromDebian(...names) {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return;
  attempt('apt-get', ['update', '-qq'], 'Reading the package lists of Debian');
  const list = names.join(', ');
  attempt('apt-get', ['install', '-y', '-qq', ...names], `Installing ${list} from Debian`);
}

function hasBrowser() {
  const places = JSON.parse(readFileSync('cli/browser-places.json', 'utf8'));
  const playwrights = execFileSync(
    node,
    ['-e', "console.log(require('playwright').chromium.executablePath())"],
    { encoding: 'utf8' },
  ).trim();
  return [...places, playwrights].some((path) => existsSync(path));
}

function run(program, programArgs, saying) {
  if (!attempt(program, programArgs, saying)) fail(`${saying}: failed, see above.`);
}

/** What the program says is shown only when it fails. */
function attempt(program, programArgs, saying) {
  process.stderr.write(`${saying} …\n`);
  const { status, stdout, stderr, error } = spawnSync(program, programArgs, {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: program.endsWith('.cmd'),
  });
  if (status === 0) return true;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error ? `${error.message}\n` : ''}`);
  return false;
}

/** Runs the command in the right Node and passes on signals and the exit status. */
function handOver(program, programArgs) {
  return new Promise((done) => {
    const child = spawn(program, programArgs, { stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code) => {
      process.exitCode = code ?? 1;
      done();
    });
  });
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
