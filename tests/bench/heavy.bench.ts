// Honest programs that keep processors busy, each for two minutes: none may be blocked.
import { builtExtension, launch } from '../../cli/browser.ts';
import { openDesk } from '../../cli/desk.ts';
import { watchHeavy } from '../../cli/watch-heavy.ts';
import { loadHeavyCases } from '../pages/heavy-cases.ts';
import { mappedHosts, startSite } from '../pages/site/server.ts';
import type { BenchTable } from './bench-table.ts';

const SECONDS = 120;
const AT_ONCE = 4;

/** One row a program, and one for all of them. */
export async function benchHeavy(): Promise<BenchTable> {
  const site = await startSite();
  const launched = await launch({ headless: true, extension: builtExtension, hosts: mappedHosts });
  try {
    const desk = await openDesk(launched);
    const run = { launched, desk, site, seconds: SECONDS, atOnce: AT_ONCE };
    const outcomes = await watchHeavy(run, await loadHeavyCases());
    const blocked = outcomes.filter(({ incidents }) => incidents > 0);
    const suspected = outcomes.filter(({ level }) => level !== 'clear');
    return {
      title: `${outcomes.length} honest programs, ${SECONDS} s each, ${AT_ONCE} at a time`,
      rows: [
        { name: 'blocked', value: String(blocked.length), goal: '0' },
        { name: 'suspected', value: String(suspected.length), goal: 'at most 1' },
        ...outcomes.map(({ id, level, rounds, state, error, sentences }) => ({
          name: id,
          value: [
            `${level}, ${rounds} rounds`,
            error ?? (state === 'done' ? '' : state),
            ...sentences,
          ]
            .filter((part) => part !== '')
            .join('; '),
        })),
      ],
    };
  } finally {
    await launched.close();
    await site.close();
  }
}
