// The log at its largest, 100,000 incidents, in a real browser: how long a write takes, how soon the first rows are there, all rows,
// and the figures of the popup; and what a page that makes 1,000 incidents a second for a minute does to it.
import type { Page } from 'playwright';
import { builtExtension, launch } from '../../cli/browser.ts';
import { openDesk } from '../../cli/desk.ts';
import { MAX_PER_SITE_AND_HOUR } from '../../entrypoints/background/services/incident-log.ts';
import { sampleIncident } from '../core/report/incident-samples.ts';
import { flood, openFloodStage } from '../e2e/flood-stage.ts';
import { withStore, type StoreInPage } from '../e2e/store-in-page.ts';
import { median, type BenchRow, type BenchTable } from './bench-table.ts';

const INCIDENTS = 100_000;
const WRITES = 200;
const READS = 15;
const FLOOD_SECONDS = 60;

declare const store: StoreInPage;

export async function benchStore(): Promise<BenchTable> {
  const launched = await launch({ headless: true, extension: builtExtension });
  try {
    const desk = await openDesk(launched);
    await withStore(desk.page);
    const strict = await writes(desk.page, 'strict');
    const relaxed = await writes(desk.page, 'relaxed');
    const seconds = await fill(desk.page);
    const first = await answerMs(desk.page, { name: 'list-summaries', below: null, limit: 100 });
    const overview = await answerMs(desk.page, { name: 'overview' });
    const started = performance.now();
    const pages = await allPages(desk.page);
    const allMs = performance.now() - started;
    const full = await writes(desk.page, 'strict', 'assay');
    return {
      title: `The log with ${INCIDENTS.toLocaleString('en')} incidents`,
      rows: [
        { name: `write of an incident, ${WRITES} times, median`, value: ms(strict), goal: '5 ms' },
        { name: '… into the full log', value: ms(full) },
        { name: '… without waiting for the disk (relaxed), for comparison', value: ms(relaxed) },
        { name: 'filling the log', value: `${seconds.toFixed(1)} s` },
        { name: 'question for the newest 100, answered, median', value: ms(first), goal: '30 ms' },
        { name: `all of them, in ${pages} questions`, value: ms(allMs) },
        { name: 'figures of today and the week, median', value: ms(overview), goal: '50 ms' },
        ...(await floodRows()),
      ],
    };
  } finally {
    await launched.close();
  }
}

/** Median of writes, one after the other, ms. */
function writes(page: Page, durability: string, name = `bench-${durability}`): Promise<number> {
  return page
    .evaluate(
      async ([database, strictness, count, sample]) => {
        const native = Object.getOwnPropertyDescriptor(IDBDatabase.prototype, 'transaction');
        const transaction = native?.value as IDBDatabase['transaction'];
        // The store asks for strict; the browser is told otherwise.
        IDBDatabase.prototype.transaction = function (stores, mode, options) {
          const asked = options && {
            ...options,
            durability: strictness as IDBTransactionDurability,
          };
          return transaction.call(this, stores, mode, asked);
        };
        const opened = store.openIncidentStore(database);
        const times: number[] = [];
        for (let at = 0; at < count; at++) {
          const incident = { ...sample, id: crypto.randomUUID() };
          const start = performance.now();
          await opened.put([{ incident, mergeKey: `key ${at}` }]);
          times.push(performance.now() - start);
        }
        IDBDatabase.prototype.transaction = transaction;
        return times;
      },
      [name, durability, WRITES, sampleIncident()] as const,
    )
    .then(median);
}

/** Fills the log of the extension; a thousand sites within a month. @returns seconds */
function fill(page: Page): Promise<number> {
  return page.evaluate(
    async ([count, sample]) => {
      const opened = store.openIncidentStore();
      const start = performance.now();
      const from = Date.now() - 30 * 86_400_000;
      for (let first = 0; first < count; first += 1_000) {
        const all = Array.from({ length: 1_000 }, (_, index) => {
          const at = from + Math.floor(((first + index) / count) * 30 * 86_400_000);
          const id = crypto.randomUUID();
          const site = `site-${(first + index) % 1_000}.example`;
          const incident = { ...sample, id, site, firstSeenAt: at, lastSeenAt: at };
          return { incident, mergeKey: id };
        });
        await opened.put(all);
      }
      return (performance.now() - start) / 1_000;
    },
    [INCIDENTS, sampleIncident()] as const,
  );
}

/** Median time to an answer, in the page that asked, ms. */
function answerMs(page: Page, question: object): Promise<number> {
  return page
    .evaluate(
      async ([about, count]) => {
        const times: number[] = [];
        for (let at = 0; at < count; at++) {
          const start = performance.now();
          await chrome.runtime.sendMessage({ assay: 'ask', ...about });
          times.push(performance.now() - start);
        }
        return times;
      },
      [question, READS] as const,
    )
    .then(median);
}

/** Asked as the log does. @returns how many questions it took */
function allPages(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let [below, pages]: [number | null, number] = [null, 0];
    do {
      const message = { assay: 'ask', name: 'list-summaries', below, limit: 5_000 };
      const answer = (await chrome.runtime.sendMessage(message)) as {
        readonly value: { readonly next: number | null };
      };
      below = answer.value.next;
      pages++;
    } while (below !== null);
    return pages;
  });
}

async function floodRows(): Promise<readonly BenchRow[]> {
  const stage = await openFloodStage();
  try {
    const counts = await flood(stage, FLOOD_SECONDS);
    const { made, stored, incidents, countedOnly, slowestAnswerMs } = counts;
    const missing = made - stored - countedOnly;
    return [
      {
        name: `requests to listed hosts that a page made within ${FLOOD_SECONDS} s`,
        value: made.toLocaleString('en'),
        goal: '60,000',
      },
      { name: '… not in the counts', value: String(missing), goal: '0' },
      {
        name: '… incidents in the log',
        value: String(incidents),
        goal: `at most ${MAX_PER_SITE_AND_HOUR}`,
      },
      {
        name: '… slowest answer to the log page meanwhile',
        value: ms(slowestAnswerMs),
        goal: '1 s',
      },
    ];
  } finally {
    await stage.close();
  }
}

function ms(value: number): string {
  return value < 20 ? `${value.toFixed(1)} ms` : `${Math.round(value).toLocaleString('en')} ms`;
}

declare const chrome: {
  readonly runtime: { sendMessage(message: unknown): Promise<unknown> };
};
