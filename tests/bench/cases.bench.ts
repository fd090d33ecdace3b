// The figures that matter most, from the page cases on the real build: hashes that a miner got to compute and the time
// until the verdict.
import { builtExtension, launch } from '../../cli/browser.ts';
import { openDesk } from '../../cli/desk.ts';
import { runCase, type CaseOutcome } from '../../cli/run-case.ts';
import type { PageEntry } from '../pages/cases.ts';
import { mappedHosts, startSite } from '../pages/site/server.ts';
import type { BenchRow, BenchTable } from './bench-table.ts';

/** One row a page case. Those that rest for long first do so beside the others. */
export async function benchCases(): Promise<BenchTable> {
  const site = await startSite();
  const launched = await launch({ headless: true, extension: builtExtension, hosts: mappedHosts });
  try {
    const desk = await openDesk(launched);
    const rowOf = async (entry: PageEntry): Promise<BenchRow> =>
      row(entry, await runCase(launched, desk, site, entry, entry.benchQuery));
    const resting = site.cases.filter(({ benchQuery }) => benchQuery !== undefined).map(rowOf);
    const rows: BenchRow[] = [];
    for (const entry of site.cases)
      if (entry.benchQuery === undefined) rows.push(await rowOf(entry));
    return { title: 'Page cases', rows: [...rows, ...(await Promise.all(resting))] };
  } finally {
    await launched.close();
    await site.close();
  }
}

function row(
  { id, gap, benchQuery = '', expect }: PageEntry,
  { report, level, verdictAfterMs, asExpected }: CaseOutcome,
): BenchRow {
  const after = verdictAfterMs === null ? '' : ` after ${(verdictAfterMs / 1000).toFixed(1)} s`;
  const wanted = expect.hashes === 'none' ? '0 hashes, ' : '';
  return {
    name: gap === undefined ? id + benchQuery : `${id} (known gap)`,
    value: `${report.hashes} hashes, ${level}${after}${asExpected ? '' : ' — NOT AS EXPECTED'}`,
    goal: `${wanted}${expect.incident ? 'an incident' : 'no incident'}`,
  };
}
