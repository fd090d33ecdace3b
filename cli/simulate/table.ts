// What a simulation says: a row for each of its parts, and what was lost or came twice.
import process from 'node:process';
import Table from 'cli-table3';
import type { Wanted } from './arguments.ts';
import { quantile, type Figures, type Phase } from './figures.ts';
import type { SinkReport } from './sink-process.ts';

interface Simulated {
  readonly wanted: Wanted;
  readonly phases: readonly Phase[];
  readonly figures: Figures;
  /** Events that no sink has taken. */
  readonly left: number;
  /** Null where the sink is somebody else's. */
  readonly report: SinkReport | null;
}

const HEAD = [
  ...['part', 'events', 'seconds', 'events/s', 'requests', 'most in 1 s'],
  ...['bytes/event', 'p50 ms', 'p99 ms', 'cores'],
];

export function tableOf({ wanted, phases, figures, left, report }: Simulated): string {
  const { browsers, rate, batchSeconds, sink } = wanted;
  const table = new Table({ head: HEAD, style: { head: [], border: [] } });
  for (const phase of phases) table.push(rowOf(phase));
  const trouble = Object.entries(figures.diagnostics.snapshot()).map(
    ([what, times]) => `${what}: ${count(times)}`,
  );
  return [
    `${count(browsers)} browsers; incidents a minute of each: ${rate}; ${sink.format}; events wait ${batchSeconds} s for others.`,
    table.toString(),
    `made ${count(figures.made)}, lost ${count(figures.made - figures.delivered.size)}, still waiting ${count(left)}, ${twiceOf(report)}`,
    `memory of all browsers at the most, with their databases: ${count(process.resourceUsage().maxRSS / 1_000)} MB`,
    ...trouble,
    ...(report?.wrong == null ? [] : [`the sink could not read a request: ${report.wrong}`]),
    '',
  ].join('\n');
}

function rowOf(phase: Phase): string[] {
  const { name, events, seconds, requests, mostRequests, bytes, delays, cores } = phase;
  return [
    ...[name, count(events), seconds.toFixed(1), count(events / seconds)],
    ...[count(requests), count(mostRequests), count(bytes / events)],
    ...[count(quantile(delays, 0.5)), count(quantile(delays, 0.99)), cores.toFixed(2)],
  ];
}

function twiceOf(report: SinkReport | null): string {
  return report ? `came twice ${count(report.twice)}` : 'what came twice only your sink knows';
}

function count(value: number): string {
  return Number.isFinite(value) ? Math.round(value).toLocaleString('en-GB') : '–';
}
