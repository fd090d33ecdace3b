// `assay scan`: judges every WebAssembly module in files and folders with the analyser that the guard uses.
// Knows arguments, order and exit status; finding and judging are in scan-files.ts and scan-judge.ts.
import { once } from 'node:events';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { loadSourceRules, loadWasmRules } from './load-rules.ts';
import { filesUnder, missingPaths } from './scan-files.ts';
import { judgeFile } from './scan-judge.ts';
import {
  jsonLine,
  printable,
  summaryLine,
  tableHead,
  tableLine,
  type ScanRow,
  type ScanTotals,
} from './scan-report.ts';

const usage = `Usage: assay scan [--json] PATH…

Judges the WebAssembly modules in .wasm files and those embedded in .js, .mjs, .cjs, .html and .htm files, and the text
of these and of .wgsl, .glsl, .frag, .vert and .comp files. The text of a script has a row only when it is not clear.
Folders are searched with all they hold, except node_modules folders below them.

  --json   one JSON object a line: path, sha256, bytes, verdict, score, family, ms, reasons

Verdicts: clear, suspected, confirmed, and error for what could not be read (reasons say why and at which byte).
Exit status: 0 when all paths were scanned, whatever was found; 2 for a missing path or wrong arguments.
`;

/** Runs the command. Returns the exit status: 0 scanned, 2 used wrongly or a path is missing. */
export async function scan(args: string[]): Promise<number> {
  const wanted = readArguments(args);
  if (typeof wanted === 'string') return complain(wanted);
  if (wanted.help) {
    process.stdout.write(usage);
    return 0;
  }
  goWhereCalled();
  const missing = await missingPaths(wanted.paths);
  if (missing.length > 0) {
    return complain(
      missing.map((path) => `assay scan: no such file or folder: ${printable(path)}\n`).join(''),
    );
  }
  // `assay scan … | head` closes the pipe early: that is an end, not a failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 1);
  });
  await scanAll(wanted.paths, wanted.json);
  return 0;
}

/** npm runs scripts in the project's folder and says in `INIT_CWD` where it was called: paths are meant from there. */
function goWhereCalled(): void {
  const folder = process.env['INIT_CWD'];
  if (folder) process.chdir(folder);
}

async function scanAll(paths: readonly string[], json: boolean): Promise<void> {
  const rules = { wasm: await loadWasmRules(), source: await loadSourceRules() };
  const totals: ScanTotals = {
    files: 0,
    modules: 0,
    texts: 0,
    verdicts: { clear: 0, suspected: 0, confirmed: 0, error: 0 },
  };
  if (!json) await print(tableHead());
  for (const path of paths) {
    for await (const file of filesUnder(path)) {
      totals.files += 1;
      for (const row of await judgeFile(file, rules)) {
        count(totals, row);
        await print(json ? jsonLine(row) : tableLine(row));
      }
    }
  }
  if (!json) await print(summaryLine(totals));
}

function count(totals: ScanTotals, row: ScanRow): void {
  totals.verdicts[row.verdict] += 1;
  if (row.isText) totals.texts += 1;
  else if (row.sha256 !== null) totals.modules += 1;
}

function readArguments(args: string[]): { paths: string[]; json: boolean; help: boolean } | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (positionals.length === 0 && !values.help) return usage;
    return { paths: positionals, ...values };
  } catch (error) {
    return `assay scan: ${error instanceof Error ? error.message : String(error)}\n\n${usage}`;
  }
}

async function print(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
}

function complain(text: string): number {
  process.stderr.write(text);
  return 2;
}
