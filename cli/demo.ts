// `npm start`: a real browser with Assay on the demo site. With a display it opens the start page and prints incidents
// as they come; without one it runs every page case and prints what happened. With addresses it visits those instead.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { isQuick } from '../tests/pages/cases.ts';
import { mappedHosts, startSite, type Site } from '../tests/pages/site/server.ts';
import type { Incident } from '../core/incident/incident.ts';
import { builtExtension, launch, projectFolder, type Launched } from './browser.ts';
import { openDesk, type Desk } from './desk.ts';
import { caseTable, incidentTable } from './demo-tables.ts';
import { runCase, type CaseOutcome } from './run-case.ts';

const usage = `Usage: npm start -- [URL…] [--json] [--seconds N] [--headless]

  Without addresses: the demo site, where a real miner tries to mine.
  URL…         open these pages instead and print their incidents as they come
  --json       print one JSON object for each incident, and nothing else, on standard output
  --seconds N  stop after N seconds
  --headless   no window, even where there is a display
`;

interface Options {
  readonly urls: readonly string[];
  readonly json: boolean;
  readonly seconds: number | null;
  readonly headless: boolean;
}

/** Anything else before a colon is a host name, as in `localhost:8080`. */
const HAS_SCHEME = /^(https?|file):/i;

/** What browsers and Playwright say when there is no display to draw on. */
const NO_WINDOW =
  /Missing X server|cannot open display|connect to Wayland|platform failed to initialize/i;

/** Seconds that named pages are watched for when there is no window to close. */
const HEADLESS_SECONDS = 30;

/** Runs the command. @returns the exit status: 0 well, 1 a case did not end as expected or no page opened, 2 used wrongly */
export async function demo(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n`);
    return options === usage ? 0 : 2;
  }
  const site = await startSite();
  let launched: Launched | undefined;
  try {
    launched = await start(options);
    if (!launched) return 1;
    const desk = await openDesk(launched);
    if (options.headless && options.urls.length === 0)
      return await runAllCases(launched, desk, site, options);
    const urls = options.urls.length > 0 ? options.urls : [site.origin('demo.localhost')];
    return await visit(launched, desk, urls, options);
  } finally {
    await launched?.close();
    await site.close();
  }
}

/** @returns the browser, or undefined when it said why no window could be opened */
async function start({ headless }: Options): Promise<Launched | undefined> {
  try {
    return await launch({ headless, extension: builtExtension, hosts: mappedHosts });
  } catch (error) {
    if (headless || !NO_WINDOW.test(String(error))) throw error;
    process.stderr.write('No window could be opened; try `npm start -- --headless`.\n');
    return undefined;
  }
}

/** @returns the options, or what to tell the user */
function readOptions(args: string[]): Options | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        seconds: { type: 'string' },
        headless: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return usage;
    const seconds = values.seconds === undefined ? null : Number(values.seconds);
    if (seconds !== null && !(seconds > 0))
      return `--seconds takes a number above 0, not "${String(values.seconds)}".`;
    const urls = positionals.map((text) => (HAS_SCHEME.test(text) ? text : `http://${text}`));
    const wrong = urls.findIndex((url) => !URL.canParse(url) || /^http:\/\/\w+:\/\//.test(url));
    if (wrong >= 0) return `"${positionals[wrong] ?? ''}" is no http, https or file address.`;
    return { urls, json: values.json, seconds, headless: values.headless || !hasDisplay() };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n\n${usage}`;
  }
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

async function runAllCases(
  launched: Launched,
  desk: Desk,
  site: Site,
  { json, seconds }: Options,
): Promise<number> {
  const outcomes: CaseOutcome[] = [];
  const until = seconds === null ? Infinity : Date.now() + seconds * 1_000;
  for (const entry of site.cases.filter(isQuick)) {
    if (Date.now() >= until) break;
    process.stderr.write(`${entry.id} …\n`);
    outcomes.push(await runCase(launched, desk, site, entry));
  }
  const incidents = await desk.incidents();
  if (json) {
    for (const incident of incidents.toReversed())
      process.stdout.write(`${JSON.stringify(incident)}\n`);
  } else {
    process.stdout.write(
      `${caseTable(site.cases, outcomes)}\n\nIncident log\n${incidentTable(incidents)}\n`,
    );
  }
  const path = await takeScreenshot(desk);
  (json ? process.stderr : process.stdout).write(`\nScreenshot of the log page: ${path}\n`);
  return outcomes.every(({ asExpected }) => asExpected) ? 0 : 1;
}

async function takeScreenshot({ page }: Desk): Promise<string> {
  const folder = join(projectFolder, 'out');
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'log.png');
  await page.bringToFront();
  await page.reload();
  await page
    .locator('.row-link')
    .first()
    .waitFor({ timeout: 5_000 })
    .catch(() => undefined);
  await page.screenshot({ path, fullPage: true });
  return path;
}

/** Opens the pages and prints each incident once it is new or has changed. @returns the exit status */
async function visit(
  launched: Launched,
  desk: Desk,
  urls: readonly string[],
  options: Options,
): Promise<number> {
  const startedAt = Date.now();
  const limit = options.seconds ?? (options.headless ? HEADLESS_SECONDS : Infinity);
  let anyOpened = false;
  for (const url of urls) anyOpened = (await open(launched, url)) || anyOpened;
  const printed = new Map<string, string>();
  while (isOpen(launched) && Date.now() - startedAt < limit * 1_000) {
    const incidents = await desk.incidents().catch(() => []);
    for (const incident of incidents.toReversed()) print(incident, printed, options.json);
    await new Promise((done) => setTimeout(done, 250));
  }
  if (printed.size === 0) process.stderr.write('No incident.\n');
  // A page that Assay blocked did not open either, but its incident says so.
  return anyOpened || printed.size > 0 ? 0 : 1;
}

async function open({ context }: Launched, url: string): Promise<boolean> {
  const page = await context.newPage();
  try {
    await page.goto(url, { waitUntil: 'commit' });
    return true;
  } catch (error) {
    const [reason = ''] = String(error).split('\n');
    process.stderr.write(`${url} did not open: ${reason}\n`);
    return false;
  }
}

function isOpen({ context }: Launched): boolean {
  return context.pages().length > 0;
}

function print(incident: Incident, printed: Map<string, string>, json: boolean): void {
  const state = `${incident.count} ${incident.action}`;
  if (printed.get(incident.id) === state) return;
  printed.set(incident.id, state);
  if (json) process.stdout.write(`${JSON.stringify(incident)}\n`);
  else process.stdout.write(`${incidentTable([incident])}\n`);
}
