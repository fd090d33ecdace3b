// `assay report`: an assessment report, or an export in another format, out of exports of one or many devices. Knows order and
// exit status; reading and writing incidents is in core/report. Nothing is written unless something could be read.
import { readFile, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import process from 'node:process';
import type { Incident } from '../core/incident/incident.ts';
import { assessmentReport } from '../core/report/assessment.ts';
import type { AssessmentContext } from '../core/report/assessment/context.ts';
import { figuresOf } from '../core/report/assessment/findings.ts';
import { incidentsToCsv } from '../core/report/csv.ts';
import type { Envelope } from '../core/report/json.ts';
import { incidentsToJsonLines } from '../core/report/json-lines.ts';
import { incidentsToOcsf } from '../core/report/ocsf.ts';
import { upgradedIncident } from '../core/incident/upgrade.ts';
import { readExports, type ExportFile, type ReadExport } from '../core/report/read-export.ts';
import { readArguments, usage, type Format, type Wanted } from './report-arguments.ts';
import { tableOf } from './report-table.ts';
import { printable } from './scan-report.ts';

const OUT_NAMES: Readonly<Record<Format, string>> = {
  html: 'assay-report.html',
  csv: 'assay-report.csv',
  jsonl: 'assay-report.jsonl',
  ocsf: 'assay-report.ocsf.jsonl',
};

/** Runs the command. Returns the exit status: 0 written, 1 written without what could not be read, 2 not written. */
export async function report(args: string[]): Promise<number> {
  const wanted = readArguments(args);
  if (typeof wanted === 'string') return complain(`${wanted} (see --help)`);
  if (wanted.help) {
    process.stdout.write(usage);
    return 0;
  }
  const files = await filesOf(wanted.files);
  if (typeof files === 'string') return complain(files);
  const read = readExports(files, upgradedIncident);
  say(read.problems);
  if (read.incidents.length === 0 && read.unreadableCount > 0)
    return complain('there is nothing in these files that can be read');
  return write(wanted, read);
}

/** The texts, or what is wrong with the first file that cannot be read. */
async function filesOf(paths: readonly string[]): Promise<readonly ExportFile[] | string> {
  const files: ExportFile[] = [];
  for (const path of paths) {
    try {
      files.push({ text: await readFile(fromCaller(path), 'utf8'), name: basename(path) });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return `no such file: ${path}`;
      if (code === 'EISDIR') return `${path} is a folder: name the files in it`;
      return `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  return files;
}

async function write(wanted: Wanted, read: ReadExport): Promise<number> {
  const incidents = read.incidents.filter((one) => isWithin(one, wanted));
  const context = await contextOf(wanted, read, incidents);
  const text = WRITERS[wanted.format](incidents, context);
  const table = tableOf(figuresOf(incidents, context));
  if (wanted.out === '-') {
    process.stdout.write(text);
    process.stderr.write(table);
  } else {
    const path = fromCaller(wanted.out ?? OUT_NAMES[wanted.format]);
    try {
      await writeFile(path, text);
    } catch (error) {
      return complain(error instanceof Error ? error.message : String(error));
    }
    process.stdout.write(`${table}\nWritten: ${printable(path)}\n`);
  }
  return read.unreadableCount > 0 ? 1 : 0;
}

/** npm runs scripts in the project's folder and says in `INIT_CWD` where it was called: paths are meant from there. */
function fromCaller(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}

function isWithin({ firstSeenAt, lastSeenAt }: Incident, { fromMs, toMs }: Wanted): boolean {
  return (fromMs === null || lastSeenAt >= fromMs) && (toMs === null || firstSeenAt <= toMs);
}

async function contextOf(
  wanted: Wanted,
  { deviceOf, devices }: ReadExport,
  incidents: readonly Incident[],
): Promise<AssessmentContext> {
  const exportedAtMs = Date.now();
  const { scope, costBasis } = wanted;
  return {
    envelope: { exportedAtMs, engineVersion: await ownVersion() },
    ...{ scope, costBasis, deviceOf, devices, inForce: null },
    period: periodOf(wanted, incidents, exportedAtMs),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

/** An open end is that of the incidents, or today. */
function periodOf(
  { fromMs, toMs }: Wanted,
  incidents: readonly Incident[],
  nowMs: number,
): AssessmentContext['period'] {
  if (fromMs === null && toMs === null) return null;
  const to = toMs ?? Math.max(nowMs, fromMs ?? nowMs);
  const first = incidents.reduce((least, one) => Math.min(least, one.firstSeenAt), to);
  return { fromMs: fromMs ?? first, toMs: to };
}

async function ownVersion(): Promise<string> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

const WRITERS: Readonly<
  Record<Format, (incidents: readonly Incident[], context: AssessmentContext) => string>
> = {
  html: assessmentReport,
  csv: (incidents, { deviceOf }) => incidentsToCsv(incidents, deviceOf),
  jsonl: (incidents, context) => ofEach(incidents, context, incidentsToJsonLines),
  ocsf: (incidents, context) => ofEach(incidents, context, incidentsToOcsf),
};

/** One after the other, each with its own device. */
function ofEach(
  incidents: readonly Incident[],
  { envelope, deviceOf }: AssessmentContext,
  written: (incidents: readonly Incident[], envelope: Envelope) => string,
): string {
  const texts = incidents.map((one) => {
    const device = deviceOf?.get(one.id);
    return written([one], device ? { ...envelope, device } : envelope);
  });
  return texts.join('');
}

function say(problems: readonly string[]): void {
  process.stderr.write(problems.map((one) => `assay report: ${printable(one)}\n`).join(''));
}

function complain(problem: string): number {
  say([problem, 'nothing was written']);
  return 2;
}
