// What tests of busy workers share: a browser with Assay in which raw observations are heard, loads of a known size, and
// the thread of each worker by the operating system's name. It asserts nothing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect } from 'vitest';
import { projectFolder, type Launched } from '../../cli/browser.ts';
import { openDesk, type Desk } from '../../cli/desk.ts';
import { busyPercent } from '../../core/detect/judged/busy-time.ts';
import { startEchoSite, type EchoSite } from './contract-stage.ts';
import { launchAssay } from './extension.ts';
import { Heard } from './heard.ts';
import { Processes } from './processes.ts';
import {
  threadsAreTold,
  workerThreads,
  type Shares,
  type Thread,
  type ThreadTimes,
} from './thread-times.ts';

export const PATIENCE = { timeout: 20_000, interval: 200 };

/** Argon2 as a package brings it. Assay suspects it, so its exports are timed. */
const argon2 = /AGFzbQEAAA[A-Za-z0-9+/]{200,}={0,2}/.exec(
  readFileSync(join(projectFolder, 'node_modules/hash-wasm/dist/argon2.umd.min.js'), 'utf8'),
)?.[0];

export type Kind = 'short calls of wasm' | 'long calls of wasm' | 'JavaScript';

export interface Load {
  readonly kind: Kind;
  /** Percent of each tenth of a second, which are as many ms. */
  readonly duty: number;
  /** Where in the tenth of a second it begins: loads that share a core take turns. */
  readonly from: number;
}

/** Text of a script that keeps its thread busy. */
export function scriptOf(load: Load): string {
  return `(${String(burn)})(${JSON.stringify(argon2)}, ${JSON.stringify(load)})`;
}

/** Runs in a worker or a page. Self-contained, because its text goes there. */
function burn(base64: string, { kind, duty, from }: Load): void {
  // Leaves no garbage: to collect it would be the work of other threads.
  const sum = new Int32Array(1);
  const count = (): void => {
    for (let index = 0; index < 2_000; index++) sum[0] = Math.imul(index ^ (sum[0] ?? 0), 31);
  };
  /** Hashes nothing, over and over; a number of rounds makes it short or long. */
  const hashing = (): (() => void) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
    const { memory, Hash_SetMemorySize, Hash_GetBuffer, Hash_Calculate } = exports as unknown as {
      readonly memory: WebAssembly.Memory;
      readonly Hash_SetMemorySize: (bytes: number) => void;
      readonly Hash_GetBuffer: () => number;
      readonly Hash_Calculate: (length: number, blocks: number) => void;
    };
    const blocks = 16;
    Hash_SetMemorySize((blocks + 1) * 1_024);
    const rounds = kind === 'long calls of wasm' ? 100 : 1;
    // The memory grows in here.
    const at = Hash_GetBuffer() + blocks * 1_024;
    const about = new Int32Array(memory.buffer, at, 6);
    const asked = Int32Array.of(1, 32, blocks, rounds, 19, 0);
    return () => {
      about.set(asked);
      Hash_Calculate(0, blocks);
    };
  };
  const work = kind === 'JavaScript' ? count : hashing();
  const step = (): void => {
    const inTurn = (Date.now() - from) % 100;
    const until = performance.now() + duty - (duty === 100 ? 0 : inTurn);
    while (performance.now() < until) work();
    const restMs = duty === 100 ? 0 : 100 - ((Date.now() - from) % 100);
    setTimeout(step, restMs);
  };
  step();
}

/** A thread with the name that the guard gives it: null for the page's own. */
export interface Known {
  readonly url: string;
  readonly workerId: string | null;
  readonly thread: Thread;
}

/** What the guard said of one window of a thread, and what the system did. All in percent of the window. */
export interface Window extends Shares {
  readonly duty: number;
  readonly wasm: number;
}

const NO_THREAD: Thread = { pid: 0, tid: 0 };

export class DutyStage {
  readonly assay: Launched;
  readonly desk: Desk;
  readonly heard: Heard;
  readonly processes: Processes;
  readonly #site: EchoSite;

  private constructor(
    parts: Pick<DutyStage, 'assay' | 'desk' | 'heard' | 'processes'>,
    site: EchoSite,
  ) {
    ({ assay: this.assay, desk: this.desk, heard: this.heard, processes: this.processes } = parts);
    this.#site = site;
  }

  static async open(): Promise<DutyStage> {
    const [assay, site] = await Promise.all([launchAssay(), startEchoSite()]);
    const [desk, heard, processes] = await Promise.all([
      openDesk(assay),
      Heard.in(assay),
      Processes.of(assay),
    ]);
    return new DutyStage({ assay, desk, heard, processes }, site);
  }

  async close(): Promise<void> {
    await this.assay.close();
    await this.#site.close();
  }

  /** A page of a site of its own, so that it has a process of its own. */
  async page(host: string, headers: Readonly<Record<string, string>> = {}): Promise<Page> {
    const page = await this.assay.context.newPage();
    const reply = { headers, body: '<!doctype html>' };
    await page.goto(this.#site.at('page', reply, `${host}.localhost`));
    return page;
  }

  /** Starts a worker and finds its name and, where the system tells of threads, its thread. */
  async worker(page: Page, script: string): Promise<Known> {
    const url = page.url();
    const threads = async (): Promise<Thread[]> =>
      workerThreads((await this.processes.renderers()).keys());
    const names = async (): Promise<string[]> =>
      (await this.heard.of('worker-started', url)).map(({ said }) => said.workerId);
    const before = { tids: (await threads()).map(({ tid }) => tid), names: await names() };
    await startWorker(page, script);
    let found: Known | undefined;
    const find = async (): Promise<boolean> => {
      const fresh = (await threads()).filter(({ tid }) => !before.tids.includes(tid));
      const [thread, ...more] = threadsAreTold ? fresh : [NO_THREAD];
      const workerId = (await names())[before.names.length];
      if (thread && more.length === 0 && workerId !== undefined) found = { url, workerId, thread };
      return found !== undefined;
    };
    await expect.poll(find, PATIENCE).toBe(true);
    return found as Known;
  }

  /** The page's own thread. A worker that does nothing tells its process. */
  async pageThread(page: Page): Promise<Known> {
    const { thread } = await this.worker(page, '');
    return { url: page.url(), workerId: null, thread: { pid: thread.pid, tid: thread.pid } };
  }

  /** For each thread its windows, as far as `times` has looked at it. */
  windows(threads: readonly Known[], times: ThreadTimes): Promise<Window[][]> {
    return Promise.all(
      threads.map(async ({ url, workerId, thread }) =>
        (await this.heard.of('duty-measured', url)).flatMap(({ at, said }) => {
          if (said.workerId !== workerId) return [];
          const shares = times.between(thread, at - said.windowMs, at);
          const wasm = (100 * said.wasmMs) / said.windowMs;
          return shares ? [{ duty: busyPercent(said), wasm, ...shares }] : [];
        }),
      ),
    );
  }
}

export async function startWorker(page: Page, script: string): Promise<void> {
  await page.evaluate((text) => {
    const scope = globalThis as unknown as { workers?: Worker[] };
    (scope.workers ??= []).push(new Worker(URL.createObjectURL(new Blob([text]))));
  }, script);
}

export async function endWorkers(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { workers = [] } = globalThis as unknown as { workers?: Worker[] };
    for (const worker of workers.splice(0)) worker.terminate();
  });
}

export function medianOf<One>(windows: readonly One[], of: (window: One) => number): number {
  return windows.map(of).toSorted((a, b) => a - b)[windows.length >> 1] ?? NaN;
}
