// The arguments of `npm run simulate`: what they are called, what they may be, and what to do when one is wrong.
import { parseArgs } from 'node:util';
import { numberOf } from '../number-argument.ts';
import { FORMATS, sinkShape, type Sink } from '../../core/policy/sink.ts';

export interface Wanted {
  readonly browsers: number;
  /** Incidents a minute of each browser. */
  readonly rate: number;
  /** How long the steady part goes on, s. */
  readonly steadySeconds: number;
  /** How long the sink is away, s; 0: never. */
  readonly outageSeconds: number;
  /** Incidents that wait in each browser from the start. */
  readonly backlog: number;
  readonly batchSeconds: number;
  /** Its address is empty where the simulation brings the sink. */
  readonly sink: Sink;
  readonly token: string;
  readonly help: boolean;
}

export const usage = `Usage: npm run simulate -- [options]

Drives the outbox and the formats of N browsers, without the browsers, against a sink on loopback, and prints how that fares: all
start at once, work steadily, get a policy at the same moment, and lose the sink for a while.

  --browsers N     how many (1000)
  --rate N         incidents a minute of each (1)
  --steady S       how long they work steadily, in seconds (60)
  --outage S       how long the sink is away, in seconds (30); 0: it is not
  --backlog N      incidents that wait in each from the start, as after days offline (0)
  --batch S        how long events wait for others, in seconds: fleetBatchSeconds (10)
  --format NAME    ${FORMATS.join(', ')} (otlp-json)
  --sink ADDRESS   a sink of yours instead: its database tells what came twice; there is no outage then
  --scheme NAME    how its token is sent: bearer, basic or api-key (bearer)

ASSAY_SINK_TOKEN in the environment is the token of that sink.
Exit status: 0 nothing was lost and nothing came twice; 1 something was or did; 2 used wrongly.
`;

const OPTIONS = {
  browsers: { type: 'string', default: '1000' },
  rate: { type: 'string', default: '1' },
  steady: { type: 'string', default: '60' },
  outage: { type: 'string', default: '30' },
  backlog: { type: 'string', default: '0' },
  batch: { type: 'string', default: '10' },
  format: { type: 'string', default: 'otlp-json' },
  sink: { type: 'string', default: '' },
  scheme: { type: 'string', default: 'bearer' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** What was asked for, or what is wrong with it. */
export function readArguments(args: string[], token: string): Wanted | string {
  try {
    const { values } = parseArgs({ args, options: OPTIONS });
    return {
      browsers: numberOf('--browsers', values.browsers, { least: 1, most: 15_000, whole: true }),
      rate: numberOf('--rate', values.rate, { most: 6_000 }),
      steadySeconds: numberOf('--steady', values.steady, { most: 86_400 }),
      outageSeconds: values.sink === '' ? numberOf('--outage', values.outage, { most: 3_600 }) : 0,
      backlog: numberOf('--backlog', values.backlog, { most: 1_000_000, whole: true }),
      batchSeconds: numberOf('--batch', values.batch, { most: 3_600 }),
      sink: sinkOf(values),
      ...{ token, help: values.help },
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function sinkOf(values: { format: string; sink: string; scheme: string }): Sink {
  const { format, scheme, sink } = values;
  const address = sink || 'http://127.0.0.1/';
  const made = sinkShape.schema.safeParse({ name: 'simulated', format, scheme, address });
  if (made.success) return { ...made.data, address: sink };
  const wrong = String(made.error.issues[0]?.path[0]);
  if (wrong === 'format') throw new Error(`--format must be one of ${FORMATS.join(', ')}`);
  if (wrong === 'scheme') throw new Error('--scheme must be bearer, basic or api-key');
  throw new Error(`--sink must be an https address, or http on loopback, not "${sink}"`);
}
