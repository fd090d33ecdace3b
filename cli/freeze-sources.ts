// Where modules to freeze are found: files and folders, and the whole history of a git repository. Gives bytes and
// paths, never meanings. Must never write to what it reads.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { relative, resolve, sep } from 'node:path';
import { findEmbeddedModules } from '../core/source/embedded-modules.ts';
import { isWasm } from '../core/source/first-bytes.ts';
import { messageOf } from './freeze-store.ts';
import { wasmOfText } from './freeze-text.ts';
import { filesUnder } from './scan-files.ts';
import { unpack } from './scan-unpack.ts';

export interface FoundModule {
  /** With forward slashes, below the folder or the repository. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A file that could not be searched. */
export interface Unsearched {
  readonly path: string;
  readonly problem: string;
}

const largestScriptBytes = 100 << 20;
const scriptName = /\.(?:[mc]?js|html?|ts|vue|map)$/i;

/**
 * The modules below a folder, or in one file: whole files and those embedded in scripts. Folders named node_modules are
 * left out unless `folder` is one or lies in one, and then those below it are.
 */
export async function* modulesIn(folder: string): AsyncGenerator<FoundModule | Unsearched> {
  for await (const file of filesUnder(folder)) {
    const below = relative(resolve(folder), resolve(file.path)).split(sep);
    if (below.includes('node_modules')) continue;
    const path = below.join('/') || file.path;
    try {
      if (file.problem !== null) throw new Error(file.problem);
      yield* modulesOf(path, await readFile(file.path));
    } catch (error) {
      yield { path, problem: messageOf(error) };
    }
  }
}

/** The module that a file is, or those in a script. */
function modulesOf(path: string, bytes: Uint8Array): (FoundModule | Unsearched)[] {
  if (isWasm(bytes) || /\.wasm$/i.test(path)) return [{ path, bytes }];
  if (bytes.length > largestScriptBytes)
    return [{ path, problem: `more than ${largestScriptBytes} bytes of text` }];
  const { modules, limitsHit } = findEmbeddedModules(new TextDecoder().decode(bytes), unpack);
  const found = modules.map((module, i) => ({ path: `${path}#${i + 1}`, bytes: module.bytes }));
  return [...found, ...limitsHit.map((limit) => ({ path, problem: limit }))];
}

/**
 * The modules in every version of every file that the clone has, shallow or not, and those written as text in files
 * whose path `texts` fits. Throws when git refuses.
 */
export async function* modulesInHistory(
  clone: string,
  texts?: RegExp,
): AsyncGenerator<FoundModule | Unsearched> {
  const paths = await pathsOfBlobs(clone);
  const git = gitIn(clone, ['cat-file', '--batch', '--buffer']);
  git.stdin.end([...paths.keys()].map((id) => `${id}\n`).join(''));
  for await (const { id, bytes } of batchOf(git)) {
    const path = paths.get(id) ?? id;
    if (texts?.test(path) === true) yield await moduleOfText(path, bytes);
    else if (isWasm(bytes) || scriptName.test(path)) yield* modulesOf(path, bytes);
  }
}

async function moduleOfText(path: string, text: Uint8Array): Promise<FoundModule | Unsearched> {
  try {
    return { path, bytes: await wasmOfText(Buffer.from(text).toString('utf8')) };
  } catch (error) {
    return { path, problem: messageOf(error) };
  }
}

/** Every object with a path, once; missing ones (a partial clone) are left out. */
async function pathsOfBlobs(clone: string): Promise<Map<string, string>> {
  const git = gitIn(clone, ['rev-list', '--objects', '--all', '--missing=allow-any']);
  const paths = new Map<string, string>();
  const text: Buffer[] = [];
  const faults: Buffer[] = [];
  git.stdout.on('data', (chunk: Buffer) => text.push(chunk));
  git.stderr.on('data', (chunk: Buffer) => faults.push(chunk));
  const [status] = (await once(git, 'close')) as [number];
  if (status !== 0)
    throw new Error(`git cannot read ${clone}: ${Buffer.concat(faults).toString().trim()}`);
  for (const line of Buffer.concat(text).toString('utf8').split('\n')) {
    const space = line.indexOf(' ');
    if (space > 0 && space < line.length - 1)
      paths.set(line.slice(0, space), line.slice(space + 1));
  }
  return paths;
}

function gitIn(clone: string, args: string[]): ChildProcessWithoutNullStreams {
  // A partial clone would else fetch what is missing, one object after the other.
  const env = { ...process.env, GIT_NO_LAZY_FETCH: '1' };
  return spawn('git', ['-C', clone, ...args], { env });
}

/** The blobs in git's answer: a line `id type size`, the bytes, a line end; `id missing` for what is not there. */
async function* batchOf(
  git: ChildProcessWithoutNullStreams,
): AsyncGenerator<{ id: string; bytes: Uint8Array }> {
  let held: Buffer = Buffer.alloc(0);
  const waiting: Buffer[] = [];
  let waitingBytes = 0;
  let needed = 1;
  for await (const chunk of git.stdout as AsyncIterable<Buffer>) {
    waiting.push(chunk);
    waitingBytes += chunk.length;
    if (held.length + waitingBytes < needed) continue;
    held = Buffer.concat([held, ...waiting.splice(0)]);
    waitingBytes = 0;
    for (;;) {
      const lineEnd = held.indexOf(10);
      if (lineEnd < 0) break;
      const [id = '', type, size] = held.toString('latin1', 0, lineEnd).split(' ');
      const end = type === 'missing' ? lineEnd : lineEnd + 1 + Number(size);
      if (held.length < end + 1) {
        needed = end + 1;
        break;
      }
      if (type === 'blob') yield { id, bytes: held.subarray(lineEnd + 1, end) };
      held = held.subarray(end + 1);
      needed = held.length + 1;
    }
  }
}
