// How busy threads are, by the guard's word and by the operating system's, which accounts for every thread by itself: the
// same threads in the same windows.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
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

/** As many as there are cores on the smallest machine: threads that wait for each other measure nothing. */
const ALL_LOADS = [
  [
    { duty: 10, from: 0 },
    { duty: 70, from: 0 },
  ],
  [
    { duty: 30, from: 0 },
    { duty: 50, from: 0 },
  ],
  [{ duty: 100, from: 0 }],
] as const;
/** Of one kind all loads, of the others those in the middle; all of all when ASSAY_SLOW=1 is set. */
const loadsOf = (kind: Kind): readonly (readonly { duty: number; from: number }[])[] =>
  kind === 'JavaScript' || process.env['ASSAY_SLOW'] === '1' ? ALL_LOADS : [ALL_LOADS[1]];

interface Loaded extends Known {
  readonly load: Load;
}

/**
 * Waits until the windows so far, all those that were calm, agree with the system. On a machine so busy with other things
 * that there are none, there is nothing to compare: the test is skipped, and says so.
 */
async function agree(threads: readonly Loaded[], { skip }: TestContext): Promise<void> {
  for (const { thread } of threads) preferred(thread);
  const times = new ThreadTimes(threads.map(({ thread }) => thread));
  let found: readonly Finding[] = [];
  const wrong = async (): Promise<string[]> => {
    found = (await stage.windows(threads, times)).flatMap((windows, index) =>
      disagreement((threads[index] as Loaded).load, windows),
    );
    return found.map(({ sentence }) => sentence);
  };
  try {
    await expect.poll(wrong, { timeout: 25_000, interval: 500 }).toEqual([]);
  } catch (error) {
    if (found.some(({ isComparable }) => isComparable)) throw error;
    skip(found.map(({ sentence }) => sentence).join('; '));
  } finally {
    times.stop();
  }
}

/** Where the system lets us, other programs wait for this thread, and not this thread for them. */
function preferred({ tid }: Thread): void {
  // Without the right to do so, or without the program, there are fewer calm windows.
  spawnSync('chrt', ['--rr', '--pid', '1', String(tid)]);
}

interface Finding {
  readonly sentence: string;
  /** False where the system gave the thread no chance to be compared. */
  readonly isComparable: boolean;
}

/** What is wrong with the figures of one thread; nothing if they agree. */
function disagreement({ kind, duty }: Load, windows: readonly Window[]): Finding[] {
  const bound = BOUND[kind];
  const calm = windows.filter(({ waited }) => waited <= CALM_PERCENT);
  const of = `${kind} at ${duty} %`;
  if (calm.length < LEAST_WINDOWS) {
    const sentence = `${of}: only ${calm.length} of ${windows.length} windows without waiting for a core`;
    return [{ sentence, isComparable: windows.length === 0 }];
  }
  const off = medianOf(calm, (one) => Math.abs(one.duty - one.ran));
  const [said, ran] = [medianOf(calm, (one) => one.duty), medianOf(calm, (one) => one.ran)];
  const wrong = (sentence: string): Finding[] => [{ sentence, isComparable: true }];
  if (off > bound) return wrong(`${of}: ${said} % was said, ${ran.toFixed(1)} % is true`);
  // The load must be what the test says that it is.
  return Math.abs(ran - duty) > 10 ? wrong(`${of} ran ${ran.toFixed(1)} %`) : [];
}

describe.skipIf(!threadsAreTold)('duty is what the operating system accounts for', () => {
  it.for(Object.keys(BOUND) as Kind[])('of workers: %s', async (kind, context) => {
    const page = await stage.page(kind.replaceAll(' ', '-').toLowerCase());
    for (const together of loadsOf(kind)) {
      const threads: Loaded[] = [];
      for (const turn of together) {
        const load = { kind, ...turn };
        threads.push({ ...(await stage.worker(page, scriptOf(load))), load });
      }
      await agree(threads, context);
      await endWorkers(page);
    }
    await page.close();
  });

  it('of pages: wasm, and tasks that are long', async (context) => {
    const loads: readonly Load[] = [
      { kind: 'long calls of wasm', duty: 30, from: 0 },
      // Longer than what the browser calls a long task, even if it begins late.
      { kind: 'JavaScript', duty: 80, from: 0 },
    ];
    const pages: Page[] = [];
    const threads: Loaded[] = [];
    for (const load of loads) {
      const page = await stage.page(`page-${load.duty}`);
      threads.push({ ...(await stage.pageThread(page)), load });
      await page.evaluate(scriptOf(load));
      pages.push(page);
    }
    await agree(threads, context);
    for (const page of pages) await page.close();
  });
});
