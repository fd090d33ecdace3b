// Starts the sink of a simulation and talks to it.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Order, SinkReport, Told } from './sink-process.ts';

export interface SimulatedSink {
  readonly address: string;
  /** Away, it answers 503 and takes nothing. */
  setAway(isAway: boolean): void;
  report(): Promise<SinkReport>;
  close(): void;
}

export async function startSink(): Promise<SimulatedSink> {
  const sink = fork(fileURLToPath(new URL('sink-process.ts', import.meta.url)));
  const order = (one: Order): boolean => sink.send(one);
  const [told] = (await once(sink, 'message')) as [Told];
  if (!('address' in told)) throw new Error('the sink did not start');
  return {
    address: told.address,
    setAway: (away) => order({ away }),
    async report() {
      order('report');
      const [report] = (await once(sink, 'message')) as [Told];
      if (!('twice' in report)) throw new Error('the sink gave no report');
      return report;
    },
    close: () => sink.disconnect(),
  };
}
