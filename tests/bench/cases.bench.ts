// The figures that matter most, from the page cases on the real build: hashes that a miner got to compute and the time
// until the verdict.
import { builtExtension, launch } from '../../cli/browser.ts';
import { openDesk } from '../../cli/desk.ts';
import { runCase } from '../../cli/run-case.ts';
import { mappedHosts, startSite } from '../pages/site/server.ts';
import type { BenchTable } from './bench-table.ts';

/** One row a page case. */
export async function benchCases(): Promise<BenchTable> {
  const site = await startSite();
  const launched = await launch({ headless: true, extension: builtExtension, hosts: mappedHosts });
  try {
    const desk = await openDesk(launched);
    const rows: { name: string; value: string; goal: string }[] = [];
    for (const entry of site.cases) {
      const { report, level, verdictAfterMs, asExpected } = await runCase(
        launched,
        desk,
        site,
        entry,
        entry.benchQuery,
      );
      const after = verdictAfterMs === null ? '' : ` after ${(verdictAfterMs / 1000).toFixed(1)} s`;
      const { hashes, incident } = entry.expect;
      const wanted = hashes === 'none' ? '0 hashes, ' : '';
      rows.push({
        name: entry.gap === undefined ? entry.id : `${entry.id} (known gap)`,
        value: `${report.hashes} hashes, ${level}${after}${asExpected ? '' : ' — NOT AS EXPECTED'}`,
        goal: `${wanted}${incident ? 'an incident' : 'no incident'}`,
      });
    }
    return { title: 'Page cases', rows };
  } finally {
    await launched.close();
    await site.close();
  }
}
