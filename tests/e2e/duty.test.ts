// How busy threads are, by the guard's word and by the operating system's, which accounts for every thread by itself: the
// same threads in the same windows.
import { spawnSync } from 'node:child_process';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  DutyStage,
  endWorkers,
  medianOf,
  scriptOf,
  type Kind,
  type Known,
  type Load,
  type Window,
} from './duty-stage.ts';
import { ThreadTimes, threadsAreTold, type Thread } from './thread-times.ts';

let stage: DutyStage;
beforeAll(async () => {
  stage = await DutyStage.open();
});
afterAll(() => stage.close());

/** How far the guard's word may be from the system's account, in points. */
const BOUND: Readonly<Record<Kind, number>> = {
  'short calls of wasm': 5,
  'long calls of wasm': 5,
  JavaScript: 10,
};
/**
 * A thread that wanted a core and got none is busy by the clock and not by the system's account: windows in which it
 * waited for more than this, in percent, do not count.
 */
const CALM_PERCENT = 4;
const LEAST_WINDOWS = 3;

/** The first three take turns on one core. */
const TOGETHER = [
  [
    { duty: 10, from: 0 },
    { duty: 30, from: 12 },
    { duty: 50, from: 45 },
    { duty: 70, from: 0 },
  ],
  [{ duty: 100, from: 0 }],
] as const;

interface Loaded extends Known {
  readonly load: Load;
}

/** Waits until the windows so far, all those that were calm, agree with the system. */
async function agree(threads: readonly Loaded[]): Promise<void> {
  for (const { thread } of threads) preferred(thread);
  const times = new ThreadTimes(threads.map(({ thread }) => thread));
  const wrong = async (): Promise<string[]> =>
    (await stage.windows(threads, times)).flatMap((windows, index) =>
      disagreement((threads[index] as Loaded).load, windows),
    );
  try {
    await expect.poll(wrong, { timeout: 25_000, interval: 500 }).toEqual([]);
  } finally {
    times.stop();
  }
}

/** Where the system lets us, other programs wait for this thread, and not this thread for them. */
function preferred({ tid }: Thread): void {
  // Without the right to do so, or without the program, there are fewer calm windows.
  spawnSync('chrt', ['--rr', '--pid', '1', String(tid)]);
}

/** What is wrong with the figures of one thread, in a sentence; nothing if they agree. */
function disagreement({ kind, duty }: Load, windows: readonly Window[]): string[] {
  const bound = BOUND[kind];
  const calm = windows.filter(({ waited }) => waited <= CALM_PERCENT);
  const of = `${kind} at ${duty} %`;
  if (calm.length < LEAST_WINDOWS)
    return [`${of}: only ${calm.length} of ${windows.length} windows without waiting for a core`];
  const off = medianOf(calm, (one) => Math.abs(one.duty - one.ran));
  const [said, ran] = [medianOf(calm, (one) => one.duty), medianOf(calm, (one) => one.ran)];
  if (off > bound) return [`${of}: ${said} % was said, ${ran.toFixed(1)} % is true`];
  // The load must be what the test says that it is.
  return Math.abs(ran - duty) > 10 ? [`${of} ran ${ran.toFixed(1)} %`] : [];
}

describe.skipIf(!threadsAreTold)('duty is what the operating system accounts for', () => {
  it.each(Object.keys(BOUND) as Kind[])('of workers: %s', async (kind) => {
    const page = await stage.page(kind.replaceAll(' ', '-').toLowerCase());
    for (const together of TOGETHER) {
      const threads: Loaded[] = [];
      for (const turn of together) {
        const load = { kind, ...turn };
        threads.push({ ...(await stage.worker(page, scriptOf(load))), load });
      }
      await agree(threads);
      await endWorkers(page);
    }
    await page.close();
  });

  it('of pages: wasm, and tasks that are long', async () => {
    const loads: readonly Load[] = [
      { kind: 'long calls of wasm', duty: 30, from: 0 },
      { kind: 'JavaScript', duty: 60, from: 35 },
    ];
    const pages: Page[] = [];
    const threads: Loaded[] = [];
    for (const load of loads) {
      const page = await stage.page(`page-${load.duty}`);
      threads.push({ ...(await stage.pageThread(page)), load });
      await page.evaluate(scriptOf(load));
      pages.push(page);
    }
    await agree(threads);
    for (const page of pages) await page.close();
  });
});
