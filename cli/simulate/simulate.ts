// `npm run simulate`: how the outbox of many browsers fares with a sink, and how the sink fares with them: all start at once, work
// steadily, get a policy at the same moment, and come back after an outage. Everything but the browser is the real thing.
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Incident } from '../../core/incident/incident.ts';
import { sampleLog } from '../sample-log.ts';
import { readArguments, usage, type Wanted } from './arguments.ts';
import { Device } from './device.ts';
import { Figures, type Phase } from './figures.ts';
import { startSink, type SimulatedSink } from './sink.ts';
import { tableOf } from './table.ts';

/** The longest wait between two attempts is 15 minutes. */
const PATIENCE_MS = 20 * 60_000;
const AT_ONCE = 1_000;

/** Runs one command line. Returns the exit status that `usage` tells of. */
export async function simulate(args: string[]): Promise<number> {
  const wanted = readArguments(args, process.env['ASSAY_SINK_TOKEN'] ?? '');
  if (typeof wanted === 'string') {
    process.stderr.write(`assay simulate: ${wanted}\n\n${usage}`);
    return 2;
  }
  if (wanted.help) {
    process.stdout.write(usage);
    return 0;
  }
  const ours = wanted.sink.address === '' ? await startSink() : null;
  try {
    const address = ours?.address ?? wanted.sink.address;
    const fleet = new Fleet({ ...wanted, sink: { ...wanted.sink, address } }, ours);
    const phases = await fleet.phases();
    const left = await fleet.waiting();
    fleet.stop();
    const report = ours && (await ours.report());
    const { figures } = fleet;
    process.stdout.write(tableOf({ wanted, phases, figures, left, report }));
    const isWell = figures.delivered.size === figures.made && left === 0;
    return isWell && (!report || (report.twice === 0 && report.wrong === null)) ? 0 : 1;
  } finally {
    ours?.close();
  }
}

class Fleet {
  readonly figures = new Figures();
  readonly #wanted: Wanted;
  readonly #sink: SimulatedSink | null;
  readonly #devices: readonly Device[];
  readonly #samples = sampleLog(100, Date.now());

  constructor(wanted: Wanted, sink: SimulatedSink | null) {
    this.#wanted = wanted;
    this.#sink = sink;
    const { figures } = this;
    const surroundings = {
      ...{ sink: wanted.sink, token: wanted.token, batchMs: wanted.batchSeconds * 1_000 },
      ...{ delivered: figures.note, diagnostics: figures.diagnostics },
    };
    this.#devices = Array.from(
      { length: wanted.browsers },
      (_, at) => new Device(`PC-${String(at + 1).padStart(5, '0')}`, surroundings),
    );
  }

  async phases(): Promise<readonly Phase[]> {
    const { backlog, steadySeconds, outageSeconds } = this.#wanted;
    if (backlog > 0) await this.#fill(backlog);
    const phases = [await this.#phase('all start at once', () => this.#start())];
    if (steadySeconds > 0)
      phases.push(await this.#phase(`${steadySeconds} s of work`, () => this.#work(steadySeconds)));
    phases.push(await this.#phase('a policy is pushed to all', () => this.#push('second')));
    if (outageSeconds > 0)
      phases.push(
        await this.#phase(`the sink is away for ${outageSeconds} s`, () =>
          this.#lose(outageSeconds),
        ),
      );
    return phases;
  }

  /** Events that no sink has taken. */
  async waiting(): Promise<number> {
    let sum = 0;
    for (const device of this.#devices) sum += await device.waiting();
    return sum;
  }

  stop(): void {
    for (const device of this.#devices) device.stop();
  }

  #phase(name: string, work: () => Promise<void>): Promise<Phase> {
    process.stderr.write(`${name} …\n`);
    return this.figures.phase(name, async () => {
      await work();
      await this.#allDelivered();
    });
  }

  async #fill(backlog: number): Promise<void> {
    for (const device of this.#devices) {
      for (let left = backlog; left > 0; left -= AT_ONCE)
        await device.note(this.#incidents(Math.min(left, AT_ONCE)));
      await device.queueUp();
      device.stop();
    }
  }

  async #start(): Promise<void> {
    await Promise.all([this.#push('first'), ...this.#devices.map((device) => device.run())]);
  }

  async #push(policyHash: string): Promise<void> {
    this.figures.made += this.#devices.length;
    await Promise.all(this.#devices.map((device) => device.policyCame(policyHash)));
  }

  /** Each browser meets miners at random times. */
  async #work(seconds: number): Promise<void> {
    const { rate } = this.#wanted;
    const endsAt = Date.now() + seconds * 1_000;
    const meet = async (device: Device): Promise<void> => {
      for (;;) {
        const waitMs = (-Math.log(1 - Math.random()) * 60_000) / rate;
        if (Date.now() + waitMs > endsAt) return;
        await sleep(waitMs);
        await device.note(this.#incidents(1));
      }
    };
    await Promise.all([...this.#devices.map(meet), sleep(seconds * 1_000)]);
  }

  async #lose(seconds: number): Promise<void> {
    this.#sink?.setAway(true);
    await this.#work(seconds);
    this.#sink?.setAway(false);
  }

  #incidents(count: number): Incident[] {
    this.figures.made += count;
    return Array.from({ length: count }, () => {
      const sample = this.#samples[Math.floor(Math.random() * this.#samples.length)] as Incident;
      const at = Date.now();
      return { ...sample, id: randomUUID(), firstSeenAt: at, lastSeenAt: at };
    });
  }

  async #allDelivered(): Promise<void> {
    const endsAt = Date.now() + PATIENCE_MS;
    while (this.figures.delivered.size < this.figures.made && Date.now() < endsAt) await sleep(50);
  }
}
