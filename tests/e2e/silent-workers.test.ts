// Workers that say nothing: one that never yields computes, one that sleeps in Atomics.wait or in wasm does not. And more
// work than there are cores: the clock's word is then the most that it can have been, which is said.
import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, expect, it } from 'vitest';
import wabtModule from 'wabt';
import { isolated } from '../pages/heavy-case.ts';
import { DutyStage, medianOf, PATIENCE, scriptOf, startWorker, type Known } from './duty-stage.ts';
import { ThreadTimes, threadsAreTold } from './thread-times.ts';

let stage: DutyStage;
beforeAll(async () => {
  stage = await DutyStage.open();
});
afterAll(() => stage.close());

const sentencesOf = async (url: string): Promise<readonly string[]> =>
  (await stage.desk.tabState(url))?.sentences ?? [];

/** Waits until the background has said something of a page. */
async function isSaid(url: string, sentence: RegExp): Promise<void> {
  const said = async (): Promise<string> => (await sentencesOf(url)).join(' ');
  await expect.poll(said, { ...PATIENCE, timeout: 30_000 }).toMatch(sentence);
}

/** Sleeps for ever. */
async function sleepingWasm(): Promise<string> {
  const wabt = await wabtModule();
  const text = `(module (import "a" "m" (memory 1 1 shared))
    (func (export "f") (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1)))))`;
  const { buffer } = wabt.parseWat('sleep.wat', text, { threads: true }).toBinary({});
  return Buffer.from(buffer).toString('base64');
}

interface Told {
  told: object;
}

declare const chrome: { readonly system: { readonly cpu: { getInfo: () => Promise<object> } } };

/**
 * The machine as if this browser were alone on it: what other programs do here must not decide. Stop it.
 */
async function aloneOnTheMachine(): Promise<() => Promise<void>> {
  const { background } = stage.assay;
  const cores = availableParallelism();
  const tell = async (): Promise<void> => {
    const [busyMs, atMs] = [await stage.processes.allMs(), performance.now()];
    const usage = { total: atMs, idle: atMs - busyMs / cores };
    const processors = Array.from({ length: cores }, () => ({ usage }));
    await background?.evaluate(
      (told) => {
        Object.assign(globalThis, { told });
      },
      { numOfProcessors: cores, processors },
    );
  };
  await tell();
  await background?.evaluate(() => {
    const { cpu } = chrome.system;
    const real = cpu.getInfo;
    cpu.getInfo = () => Promise.resolve((globalThis as unknown as Told).told);
    Object.assign(globalThis, { real });
  });
  const timer = setInterval(() => void tell(), 300);
  return async () => {
    clearInterval(timer);
    await background?.evaluate(() => {
      chrome.system.cpu.getInfo = (globalThis as unknown as { real: () => Promise<object> }).real;
    });
  };
}

it('tells workers asleep in Atomics.wait and in wasm from workers at work', async () => {
  const stop = await aloneOnTheMachine();
  try {
    await theySleep();
  } finally {
    await stop();
  }
});

async function theySleep(): Promise<void> {
  const page = await stage.page('asleep', isolated);
  const inWasm = `const bytes = Uint8Array.from(atob('${await sleepingWasm()}'), (c) => c.charCodeAt(0));
    const m = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { a: { m } });
    setTimeout(exports.f);`;
  const inAtomics =
    'setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));';
  const nowAndThen = `const cell = new Int32Array(new SharedArrayBuffer(4));
    setInterval(() => Atomics.wait(cell, 0, 0, 80), 100);`;
  for (const script of [inAtomics, inWasm, inWasm, nowAndThen]) await startWorker(page, script);
  const url = page.url();
  /** The latest that was said of each silent worker, often enough to be counted if it were at work. */
  const silent = async (): Promise<string[]> => {
    const all = await stage.heard.of('worker-silent', url);
    const byWorker = Object.entries(Object.groupBy(all, ({ said }) => said.workerId));
    return byWorker
      .map(
        ([id, said = []]) =>
          `${id} ${said
            .slice(-3)
            .map((one) => one.said.parked)
            .join()}`,
      )
      .sort();
  };
  const asleep = ['w.1 true,true,true', 'w.2 false,false,false', 'w.3 false,false,false'];
  await expect.poll(silent, PATIENCE).toEqual(asleep);
  const duties = (await stage.heard.of('duty-measured', url)).map(({ said }) => said);
  expect(duties.length).toBeGreaterThan(2);
  const busy = medianOf(duties, (one) => (100 * (one.callbackMs - one.parkedMs)) / one.windowMs);
  expect(medianOf(duties, (one) => (100 * one.parkedMs) / one.windowMs)).toBeGreaterThan(40);
  expect(busy).toBeLessThan(20);
  expect(await sentencesOf(url)).toEqual([]);
  await page.close();
}

it('counts workers that never yield, and says so when there were not cores enough', async () => {
  const cores = Math.max(2, availableParallelism());
  const full = await stage.page('more-than-cores');
  const load = { kind: 'JavaScript', duty: 100, from: 0 } as const;
  const threads: Known[] = [];
  for (let index = 0; index < cores; index++)
    threads.push(await stage.worker(full, scriptOf(load)));
  const endless = await stage.page('never-yields');
  for (let index = 0; index < cores; index++)
    await startWorker(endless, 'setTimeout(() => { for (;;); })');
  const times = new ThreadTimes(threads.map(({ thread }) => thread));
  await isSaid(endless.url(), /of them without an answer/);
  const silent = await stage.heard.of('worker-silent', endless.url());
  expect(silent.map(({ said }) => said.parked)).not.toContain(true);
  await isSaid(full.url(), /threads were busy \d+ % .* All cores were in use/);
  const all = (await stage.windows(threads, times)).flat();
  times.stop();
  expect(medianOf(all, ({ duty }) => duty)).toBeGreaterThan(85);
  if (threadsAreTold) {
    expect(medianOf(all, ({ ran }) => ran)).toBeLessThan(75);
    expect(medianOf(all, ({ waited }) => waited)).toBeGreaterThan(20);
  }
  for (const page of [full, endless]) await page.close();
});
