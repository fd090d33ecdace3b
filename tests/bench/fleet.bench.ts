// A browser that was offline for long: 100,000 events wait, and the sink is there again. How fast the extension's own worker brings
// them there, and what that takes of memory; and what it costs a write that its incident leaves.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { startSink, type SimulatedSink } from '../../cli/simulate/sink.ts';
import { sampleLog } from '../../cli/sample-log.ts';
import { sampleIncident } from '../core/report/incident-samples.ts';
import type { FormatName } from '../../core/policy/sink.ts';
import { launchManaged, whyNotManaged, type ManagedBrowser } from '../e2e/managed-browser.ts';
import { withStore, type StoreInPage } from '../e2e/store-in-page.ts';
import { median, type BenchRow, type BenchTable } from './bench-table.ts';
import { rendererSizes } from './memory.bench.ts';

const WAITING = 100_000;
const AT_ONCE = 1_000;
const WRITES = 200;

declare const store: StoreInPage;

export async function benchFleet(): Promise<BenchTable> {
  const title = `The outbox with ${WAITING.toLocaleString('en')} events`;
  const why = whyNotManaged();
  if (why !== null) return { title, rows: [{ name: 'not measured', value: why }] };
  return {
    title,
    rows: [...(await drainRows('otlp-json')), ...(await drainRows('ndjson'))],
  };
}

async function drainRows(format: FormatName): Promise<readonly BenchRow[]> {
  const sink = await startSink();
  sink.setAway(true);
  const profile = await mkdtemp(join(tmpdir(), 'assay-bench-'));
  const start = (): Promise<ManagedBrowser> =>
    launchManaged(
      {
        fleetSinks: [{ name: 'soc', format, address: sink.address }],
        ...{ fleetQueueMegabytes: 1_000, heartbeatMinutes: 0, fleetBatchSeconds: 1 },
      },
      profile,
    );
  try {
    const writes = await filled(await start(), format === 'otlp-json');
    // It has been closed over the days: what filling it left in memory is no part of what is measured.
    const drained = await drain(await start(), sink);
    return [...writes, ...drainedRows(format, drained)];
  } finally {
    sink.close();
    await rm(profile, { recursive: true, force: true });
  }
}

/** Fills the queue and ends the browser. */
async function filled(
  browser: ManagedBrowser,
  isWriteMeasured: boolean,
): Promise<readonly BenchRow[]> {
  try {
    const { page } = browser.desk;
    while (!(await browser.desk.ask('fleet', {})).isOn) await page.waitForTimeout(100);
    await withStore(page);
    const writes = isWriteMeasured ? await writeRows(page) : [];
    for (let waiting = 0; waiting < WAITING; waiting += AT_ONCE) {
      await fill(page);
      await browser.desk.ask('fleet-try', { again: false });
    }
    return writes;
  } finally {
    await browser.close();
  }
}

interface Drained {
  readonly events: number;
  readonly twice: number;
  readonly waiting: number;
  readonly seconds: number;
  /** Of the extension, in MB. */
  readonly before: number;
  readonly most: number;
}

async function drain(browser: ManagedBrowser, sink: SimulatedSink): Promise<Drained> {
  try {
    const { page } = browser.desk;
    // The log of 100,000 incidents lives in the same process.
    await page.goto(new URL('welcome.html', page.url()).href);
    while (!(await browser.desk.ask('fleet', {})).isOn) await page.waitForTimeout(100);
    const before = await backgroundMb(browser);
    sink.setAway(false);
    const startedAt = performance.now();
    const sending = browser.desk.ask('fleet-try', { again: false });
    const most = await mostWhile(sending, () => backgroundMb(browser));
    const seconds = (performance.now() - startedAt) / 1_000;
    const { waiting } = await sending;
    const { events, twice } = await sink.report();
    return { events, twice, waiting, seconds, before, most };
  } finally {
    await browser.close();
  }
}

function drainedRows(format: FormatName, drained: Drained): BenchRow[] {
  const { events, twice, waiting, seconds, before, most } = drained;
  return [
    {
      name: `${format}: events a second, from the queue to a sink on loopback`,
      value: `${Math.round(events / seconds).toLocaleString('en')} (${events.toLocaleString('en')} in ${seconds.toFixed(1)} s)`,
      goal: '5,000',
    },
    { name: '… left, and came twice', value: `${waiting} and ${twice}`, goal: '0 and 0' },
    {
      name: '… memory of the extension while it sends: more than before, at most',
      value: `${(most - before).toFixed(0)} MB (${most.toFixed(0)}; before ${before.toFixed(0)})`,
      goal: '30 MB',
    },
  ];
}

/** The same write into a log of its own, with what leaves and without, by turns. */
async function writeRows(page: Page): Promise<readonly BenchRow[]> {
  const [kept, leaves] = await page.evaluate(
    async ([count, sample]) => {
      const leaving = () => {
        const at = Date.now();
        return { at, firstDueAt: at, laterDueAt: at, eventId: () => crypto.randomUUID() };
      };
      const stores = [
        store.openIncidentStore('bench-kept'),
        store.openIncidentStore('bench-leaves', leaving),
      ];
      const times: [number[], number[]] = [[], []];
      for (let at = 0; at < count * 2; at++) {
        const incident = { ...sample, id: crypto.randomUUID() };
        const start = performance.now();
        await stores[at % 2]?.put([{ incident, mergeKey: `key ${at}` }]);
        times[at % 2]?.push(performance.now() - start);
      }
      return times;
    },
    [WRITES, sampleIncident()] as const,
  );
  const ms = (times: readonly number[]): string => `${median(times).toFixed(1)} ms`;
  return [
    {
      name: `write of an incident that leaves, ${WRITES} times, median`,
      value: ms(leaves),
      goal: '5 ms',
    },
    { name: '… of one that does not, for comparison', value: ms(kept) },
  ];
}

/** Puts incidents into the log that are due. */
async function fill(page: Page): Promise<void> {
  await page.evaluate(
    async (all) => {
      const opened = store.openIncidentStore(undefined, () => {
        const at = Date.now();
        // Ids of the test's own: only their form matters.
        const eventId = () => crypto.randomUUID().replace(/^(.{14})4/, '$17');
        return { at, firstDueAt: at, laterDueAt: at, eventId };
      });
      await opened.put(
        all.map((sample) => {
          const id = crypto.randomUUID();
          return { incident: { ...sample, id }, mergeKey: id };
        }),
      );
    },
    sampleLog(AT_ONCE, Date.now()),
  );
}

/** The proportional set size. */
async function backgroundMb({ assay }: ManagedBrowser): Promise<number> {
  const sizes = await rendererSizes(assay, (args) => args.includes('--extension-process'));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** The most that was measured until the work was done. */
async function mostWhile(work: Promise<unknown>, measure: () => Promise<number>): Promise<number> {
  const over = work.then(() => true);
  const pause = (): Promise<boolean> => new Promise((next) => setTimeout(() => next(false), 200));
  let most = await measure();
  while (!(await Promise.race([over, pause()]))) most = Math.max(most, await measure());
  return most;
}
