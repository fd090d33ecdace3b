// Runs jobs in child processes: each works off orders one by one and is replaced after a number of them (Binaryen's memory
// only grows), after a crash and after a time-out. Answers come back with their job, in the order of the jobs.
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Job } from './plan.ts';
import type { Answer, Order } from './worker.ts';

export interface JobResult {
  readonly job: Job;
  readonly answer: Answer;
}

export interface RunOptions {
  /** Where variants are written. */
  readonly folder: string;
  readonly processes: number;
  readonly timeoutMs: number;
  readonly onDone?: (done: number, all: number) => void;
}

const ORDERS_PER_PROCESS = 60;
const workerFile = fileURLToPath(new URL('./worker.ts', import.meta.url));

export async function runJobs(jobs: readonly Job[], options: RunOptions): Promise<JobResult[]> {
  const results: JobResult[] = [];
  let next = 0;
  let done = 0;
  const line = async (): Promise<void> => {
    const worker = new Worker(options.timeoutMs);
    for (let index = next++; index < jobs.length; index = next++) {
      const job = jobs[index];
      if (!job) break;
      const { row, recipe, spares } = job;
      const order = { file: row.file, folder: options.folder, recipes: [recipe, ...spares] };
      results[index] = { job, answer: await worker.ask(order) };
      options.onDone?.(++done, jobs.length);
    }
    worker.stop();
  };
  await Promise.all(Array.from({ length: options.processes }, line));
  return results;
}

/** One child process at a time, started when it is needed. */
class Worker {
  readonly #timeoutMs: number;
  #child: ChildProcess | null = null;
  #orders = 0;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  ask(order: Order): Promise<Answer> {
    if (this.#orders++ % ORDERS_PER_PROCESS === 0) this.stop();
    // Binaryen complains on standard error about what it then cannot read.
    this.#child ??= fork(workerFile, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    const child = this.#child;
    return new Promise((resolve) => {
      const finish = (answer: Answer, broken: boolean): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        if (broken) this.stop();
        resolve(answer);
      };
      const fail = (reason: string): void => finish({ made: false, reason }, true);
      const timer = setTimeout(() => fail(`more than ${this.#timeoutMs} ms`), this.#timeoutMs);
      child.once('message', (message) => {
        const answer = message as Answer;
        finish(answer, !answer.made && answer.damaged === true);
      });
      child.once('exit', () => fail('the process crashed'));
      child.once('error', (error) => fail(error.message));
      child.send(order);
    });
  }

  stop(): void {
    this.#child?.removeAllListeners();
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }
}
