// What the operating system says of single threads: how long each ran, and how long it wanted to run and had to wait for a
// core. Only Linux tells; elsewhere there is nothing to compare with.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

export const threadsAreTold = existsSync('/proc/self/task') && existsSync('/proc/self/schedstat');

export interface Thread {
  readonly pid: number;
  readonly tid: number;
}

interface Reading {
  /** ms since the epoch. */
  readonly at: number;
  readonly ranMs: number;
  readonly waitedMs: number;
}

/** Shares of a window, in percent. */
export interface Shares {
  readonly ran: number;
  /** Wanted to run, while all cores were taken. */
  readonly waited: number;
}

/** Threads of workers in these processes. */
export function workerThreads(pids: Iterable<number>): Thread[] {
  return [...pids].flatMap((pid) =>
    tidsOf(pid)
      .filter((tid) => read(`/proc/${pid}/task/${tid}/comm`)?.trim() === 'DedicatedWorker')
      .map((tid) => ({ pid, tid })),
  );
}

function tidsOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return [];
  }
}

/** Threads end at any time. */
function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

const READ_EVERY_MS = 50;

/** Reads the times of threads again and again. Stop it. */
export class ThreadTimes {
  readonly #readings = new Map<number, Reading[]>();
  readonly #timer: NodeJS.Timeout;

  constructor(threads: readonly Thread[]) {
    const readAll = (): void => {
      for (const { pid, tid } of threads) this.#read(pid, tid);
    };
    readAll();
    this.#timer = setInterval(readAll, READ_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #read(pid: number, tid: number): void {
    const text = read(`/proc/${pid}/task/${tid}/schedstat`);
    if (!text) return;
    const [ran = 0, waited = 0] = text.split(' ').map(Number);
    const readings = this.#readings.get(tid) ?? [];
    readings.push({ at: Date.now(), ranMs: ran / 1e6, waitedMs: waited / 1e6 });
    this.#readings.set(tid, readings);
  }

  /** What a thread did in a window; null when it was not looked at for so long. */
  between({ tid }: Thread, from: number, until: number): Shares | null {
    const [first, last] = [this.#at(tid, from), this.#at(tid, until)];
    if (!first || !last) return null;
    const percent = (ms: number): number => (100 * ms) / (until - from);
    return {
      ran: percent(last.ranMs - first.ranMs),
      waited: percent(last.waitedMs - first.waitedMs),
    };
  }

  /** Between two readings the time of a thread is taken to pass evenly. */
  #at(tid: number, at: number): Reading | null {
    const readings = this.#readings.get(tid) ?? [];
    const next = readings.findIndex((reading) => reading.at >= at);
    const [before, after] = [readings[next - 1], readings[next]];
    if (!before || !after) return null;
    const part = (at - before.at) / (after.at - before.at);
    const mixed = (from: number, until: number): number => from + part * (until - from);
    return {
      at,
      ranMs: mixed(before.ranMs, after.ranMs),
      waitedMs: mixed(before.waitedMs, after.waitedMs),
    };
  }
}
