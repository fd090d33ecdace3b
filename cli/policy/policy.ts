// `assay policy`: makes the deployment pack of a company from its answers, asked for or read from a file. Knows arguments,
// order and exit status. Nothing is written unless everything is right.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { parseAnswers, readAnswers, type Answers, type Wrong } from './answers.ts';
import { askAnswers } from './ask.ts';
import { checkPack } from './check-pack.ts';
import { makePack } from './pack.ts';
import { whyNotInto, writePack } from './write-pack.ts';

const usage = `Usage: assay policy [ANSWERS.json] [--out FOLDER]

Makes a deployment pack: templates for Windows (.reg, ADMX, Intune), macOS (profiles and property lists), Linux, the Google
Admin console and Firefox, all of the same policy, with a README that says which file goes where.

Without a file the answers are asked for. A file holds, as JSON:

  chrome          {"from": "chrome-web-store", "id": "…"} or {"from": "self-hosted", "id": "…", "updateUrl": "https://…"}
  edge            the same, or {"from": "edge-add-ons", "id": "…"}
  firefox         {"id": "…", "installUrl": "https://….xpi"}
  privateWindows  "require" (people must allow Assay there), "forbid" (no private windows) or "leave"
  webRtc          "disable_non_proxied_udp" or "leave"
  pin             true or false
  values          the policy of Assay: the keys of docs/policy.md

  --out FOLDER    where to (deploy-pack); an earlier pack there is replaced, anything else is not touched

Exit status: 0 written; 1 not written, because a file could not be; 2 not written, because the answers or arguments are wrong.
`;

/** Runs the command. Returns the exit status. */
export async function policy(args: string[]): Promise<number> {
  const wanted = readArguments(args);
  if (typeof wanted === 'string') return complain([wanted]);
  if (wanted.help) {
    process.stdout.write(usage);
    return 0;
  }
  // npm runs scripts in the project's folder and says in `INIT_CWD` where it was called: paths are meant from there.
  const from = process.env['INIT_CWD'] ?? process.cwd();
  const folder = resolve(from, wanted.out);
  const whyNot = await whyNotInto(folder);
  if (whyNot !== null) return complain([`nothing was written: ${whyNot}`]);
  const answers = await answersFrom(wanted.file === null ? null : resolve(from, wanted.file));
  if ('problems' in answers) return complain([...answers.problems, 'nothing was written']);
  return write(folder, answers);
}

async function answersFrom(path: string | null): Promise<Answers | Wrong> {
  if (path !== null) {
    try {
      return parseAnswers(await readFile(path, 'utf8'));
    } catch (error) {
      return { problems: [error instanceof Error ? error.message : String(error)] };
    }
  }
  if (!process.stdin.isTTY)
    return { problems: ['name a file of answers: there is no terminal to ask in (see --help)'] };
  return readAnswers(await askAnswers({ input: process.stdin, output: process.stderr }));
}

async function write(folder: string, answers: Answers): Promise<number> {
  try {
    const pack = makePack(answers);
    checkPack(pack, answers);
    await writePack(folder, pack);
    process.stdout.write(`${pack.size} files in ${folder}; begin with README.md there\n`);
  } catch (error) {
    complain([error instanceof Error ? error.message : String(error), 'nothing was written']);
    return 1;
  }
  return 0;
}

function readArguments(
  args: string[],
): { file: string | null; out: string; help: boolean } | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: 'string', default: 'deploy-pack' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const [file = null, ...more] = positionals;
    return more.length > 0 ? `one file of answers, not ${positionals.length}` : { file, ...values };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n\n${usage}`;
  }
}

function complain(lines: readonly string[]): number {
  process.stderr.write(lines.map((line) => `assay policy: ${line}\n`).join(''));
  return 2;
}
