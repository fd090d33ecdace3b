// The tables of the demo, for people: what each case did and what the log holds. Text of pages is made printable first.
import Table from 'cli-table3';
import type { Incident } from '../core/incident/incident.ts';
import type { PageEntry } from '../tests/pages/cases.ts';
import type { CaseOutcome } from './run-case.ts';
import { printable } from './scan-report.ts';

/** One row a case: hashes computed, verdict, response, time to verdict. */
export function caseTable(cases: readonly PageEntry[], outcomes: readonly CaseOutcome[]): string {
  const table = new Table({
    head: ['case', 'hashes', 'verdict', 'response', 'ms to verdict', 'as expected'],
    colAligns: ['left', 'right', 'left', 'left', 'right', 'left'],
    style: { head: [], border: [], compact: true },
  });
  for (const outcome of outcomes) {
    const gap = cases.find(({ id }) => id === outcome.id)?.gap;
    table.push([
      outcome.id,
      String(outcome.report.hashes),
      outcome.level,
      outcome.incidents[0]?.response ?? '-',
      outcome.verdictAfterMs === null ? '-' : String(outcome.verdictAfterMs),
      (outcome.asExpected ? 'yes' : 'NO') + (gap === undefined ? '' : ' (known gap)'),
    ]);
  }
  return table.toString();
}

/** One row an incident, newest first. */
export function incidentTable(incidents: readonly Incident[]): string {
  const table = new Table({
    head: ['when', 'site', 'what was seen', 'how sure', 'what was done', 'count'],
    colWidths: [11, 20, 50, 16, 34, 7],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const incident of incidents.toSorted((a, b) => b.lastSeenAt - a.lastSeenAt)) {
    const { lastSeenAt, site, evidence, verdict, action, count } = incident;
    table.push([
      new Date(lastSeenAt).toLocaleTimeString(),
      printable(site),
      printable(evidence[0]?.sentence ?? ''),
      `${verdict.level} (${verdict.score})`,
      printable(action),
      String(count),
    ]);
  }
  return table.toString();
}
