// `npm run pack`: builds the extension and writes everything that is deployed. Knows the order of the work and what is
// printed. Never prints anything of the key but where it lies.
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import process from 'node:process';
import Table from 'cli-table3';
import { projectFolder } from '../browser.ts';
import { requestOf, usage, type Request } from './arguments.ts';
import { artefactsOf, sha256Of, signedXpi, type Artefact, type SelfHosting } from './artefacts.ts';
import { writeDeployment } from './deploy-folder.ts';
import { extensionIdOf } from './extension-id.ts';
import type { Lock } from './sbom.ts';
import { keyPath, signingKey } from './signing-key.ts';

const OUTPUT = join(projectFolder, '.output');
const WXT = join(projectFolder, 'node_modules', 'wxt', 'bin', 'wxt.mjs');

/** Runs the command. Returns the exit status. */
async function pack(args: string[]): Promise<number> {
  let request: Request | null;
  try {
    request = requestOf(args);
  } catch (error) {
    process.stderr.write(`pack: ${messageOf(error)}\n\n${usage}`);
    return 2;
  }
  if (!request) {
    process.stdout.write(usage);
    return 0;
  }
  try {
    await packAll(request);
    return 0;
  } catch (error) {
    process.stderr.write(`pack: ${messageOf(error)}\n`);
    return 1;
  }
}

async function packAll(request: Request): Promise<void> {
  const lockText = await readFile(join(projectFolder, 'package-lock.json'), 'utf8');
  const lock = JSON.parse(lockText) as Lock;
  // The key first: it is said at once when there is none, not after three builds.
  const selfHosting = await selfHostingOf(request);
  const make = async (): Promise<readonly Artefact[]> => {
    if (request.build) await buildAll(selfHosting !== null);
    return artefactsOf({ builds: OUTPUT, lock, selfHosting });
  };
  const artefacts = await make();
  if (request.twice) refuseDifference(artefacts, await make());
  // npm runs scripts in the project's folder and says where it was called: paths are meant from there.
  const folder = request.out
    ? resolve(process.env['INIT_CWD'] ?? '.', request.out)
    : join(OUTPUT, 'deploy');
  await writeDeployment(folder, artefacts);
  const version = lock.packages['']?.version ?? '';
  process.stdout.write(summary(folder, version, artefacts, selfHosting));
  if (request.twice) process.stdout.write('\nBuilt and packed twice: the same bytes.\n');
}

async function selfHostingOf({ base, makeKey }: Request): Promise<SelfHosting | null> {
  if (base === null) return null;
  const key = await signingKey(keyPath(), makeKey);
  if (key.madeNow)
    process.stderr.write(
      `A signing key was made at ${key.path}. Keep a copy of it in a safe place: without it there are no updates.\n`,
    );
  return { key, base };
}

async function buildAll(withManaged: boolean): Promise<void> {
  await build('Chrome and Edge', []);
  if (withManaged) await build('companies', ['--mode', 'managed']);
  await build('Firefox', ['-b', 'firefox']);
}

/** What the build says is shown only when it fails. */
function build(target: string, options: readonly string[]): Promise<void> {
  process.stderr.write(`Building for ${target} …\n`);
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [WXT, 'build', ...options], { cwd: projectFolder });
    let said = '';
    const listen = (text: Buffer): void => void (said += text.toString());
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', failed);
    child.on('close', (code) => {
      if (code === 0) done();
      else failed(new Error(`the build for ${target} failed:\n${said}`));
    });
  });
}

function refuseDifference(first: readonly Artefact[], second: readonly Artefact[]): void {
  const sums = new Map(second.map(({ name, bytes }) => [name, sha256Of(bytes)]));
  const other = first.filter(({ name, bytes }) => sums.get(name) !== sha256Of(bytes));
  if (other.length === 0 && first.length === second.length) return;
  const names = other.map(({ name }) => name).join(', ');
  throw new Error(`two builds gave different bytes: ${names}. Nothing was written.`);
}

function summary(
  folder: string,
  version: string,
  artefacts: readonly Artefact[],
  selfHosting: SelfHosting | null,
): string {
  const style = { head: [], border: [], compact: true };
  const facts = new Table({ style });
  facts.push(['version', version]);
  if (selfHosting) {
    const { key, base } = selfHosting;
    facts.push(['extension id', extensionIdOf(key.publicKeyDer)]);
    facts.push(['update address', `${base}update.xml`], ['signed with', key.path]);
  }
  const colAligns = ['left' as const, 'right' as const];
  const files = new Table({ head: ['file', 'bytes', 'for'], colAligns, style });
  for (const { name, bytes, purpose } of artefacts)
    files.push([name, bytes.length.toLocaleString('en'), purpose]);
  const place = relative(process.cwd(), folder);
  const text = `${facts.toString()}\n${files.toString()}\nWritten to ${place.startsWith('..') ? folder : place}\n`;
  return selfHosting ? `${text}\n${mozillaNote(version)}` : text;
}

function mozillaNote(version: string): string {
  return [
    'Firefox installs only what Mozilla has signed. Submit the unsigned .xpi at addons.mozilla.org as "On your own"',
    `(unlisted), and host what comes back as ${signedXpi(version)}: updates.json points there.`,
    '',
  ].join('\n');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

process.exitCode = await pack(process.argv.slice(2));
