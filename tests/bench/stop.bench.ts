// From the verdict to a processor at rest: the time until the renderer of a page that mined uses less than a fifth of a
// core, when its workers are ended and when the page is left.
import type { Page } from 'playwright';
import type { Incident } from '../../core/incident/incident.ts';
import { openStage, type Stage } from '../e2e/extension.ts';
import { mineInPage } from '../e2e/mine-in-page.ts';
import { Processes } from '../e2e/processes.ts';
import { median, type BenchTable } from './bench-table.ts';

const ROUNDS = 5;
const WINDOW_MS = 100;
const IDLE_SHARE = 0.2;

export async function benchStop(): Promise<BenchTable> {
  const stage = await openStage();
  const processes = await Processes.of(stage.assay);
  const terminated: number[] = [];
  const left: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const workers = stage.site.origin(`w${round}.mine.localhost`);
      const path = `${workers}/miner/argon2d-pool/`;
      terminated.push(await idleAfter(stage, processes, path, 'told to stop', () => undefined));
      const alone = `${stage.site.origin(`p${round}.mine.localhost`)}/site/empty.html`;
      left.push(await idleAfter(stage, processes, alone, 'The page was unloaded', mineInPage));
    }
  } finally {
    await stage.close();
  }
  const seconds = (values: readonly number[]): string =>
    `${(median(values) / 1_000).toFixed(1)} s, at most ${(Math.max(...values) / 1_000).toFixed(1)} s`;
  return {
    title: `From the order to a processor at rest (${ROUNDS} times)`,
    rows: [
      { name: 'two workers ended', value: seconds(terminated), goal: 'at most 2.5 s' },
      { name: 'the page left (discarded)', value: seconds(left), goal: 'at most 0.5 s' },
    ],
  };
}

/** @returns from the first step whose words hold `what` to a window in which no renderer was busy, in ms */
async function idleAfter(
  { assay, desk }: Stage,
  processes: Processes,
  url: string,
  what: string,
  begin: (page: Page) => unknown,
): Promise<number> {
  const page = await assay.context.newPage();
  await page.goto(url);
  await begin(page);
  const orderedAt = await first(async () => stepAt(await desk.incidents(), url, what));
  const idleAt = await first(async () => {
    const startedAt = Date.now();
    return (await processes.busiest(WINDOW_MS)) < IDLE_SHARE ? startedAt : null;
  });
  await page.close();
  return Math.max(0, idleAt - orderedAt);
}

function stepAt(incidents: readonly Incident[], url: string, what: string): number | null {
  const incident = incidents.find((one) => one.url.startsWith(url));
  const times = incident?.steps.filter((step) => step.what.includes(what)).map(({ at }) => at);
  return times && times.length > 0 ? Math.min(...times) : null;
}

/** Asks until there is an answer. */
async function first(ask: () => Promise<number | null>): Promise<number> {
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    await new Promise((done) => setTimeout(done, 50));
  }
}
