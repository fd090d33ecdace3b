// What the browser's processes have used of the processor, as the operating system accounts for it. Asks the browser
// itself, so that it works wherever the tests do.
import type { CDPSession } from 'playwright';
import type { Launched } from '../../cli/browser.ts';

interface ProcessInfo {
  readonly type: string;
  readonly id: number;
  /** Seconds since the process started. */
  readonly cpuTime: number;
}

export class Processes {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of({ context }: Launched): Promise<Processes> {
    const session = await context.browser()?.newBrowserCDPSession();
    if (!session) throw new Error('the browser gave no session');
    return new Processes(session);
  }

  /** CPU time of each renderer so far, in ms, by process id. */
  async renderers(): Promise<ReadonlyMap<number, number>> {
    const renderers = (await this.#all()).filter(({ type }) => type === 'renderer');
    return new Map(renderers.map(({ id, cpuTime }) => [id, cpuTime * 1_000]));
  }

  /** CPU time of the whole browser so far. */
  async allMs(): Promise<number> {
    return (await this.#all()).reduce((sum, { cpuTime }) => sum + cpuTime * 1_000, 0);
  }

  async #all(): Promise<readonly ProcessInfo[]> {
    const answer = await this.#session.send('SystemInfo.getProcessInfo');
    return (answer as { readonly processInfo: readonly ProcessInfo[] }).processInfo;
  }

  /** Share of a core that the busiest renderer used within the next `windowMs`. */
  async busiest(windowMs: number): Promise<number> {
    const before = await this.renderers();
    const startedAt = performance.now();
    await new Promise((done) => setTimeout(done, windowMs));
    const after = await this.renderers();
    const passedMs = performance.now() - startedAt;
    const used = [...after].map(([id, ms]) => ms - (before.get(id) ?? ms));
    return Math.max(0, ...used) / passedMs;
  }
}
