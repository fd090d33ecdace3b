// What Assay takes of the machine's memory: in the process of each tab, and in its own. Linux only: it reads what the
// kernel counts (the proportional set size).
import { readFile } from 'node:fs/promises';
import type { Launched } from '../../cli/browser.ts';
import { corpusModules } from '../corpus-modules.ts';
import { median, type BenchTable } from './bench-table.ts';
import { openContestants, type Contestant } from './contestants.ts';
import { isolatedSite } from './isolated-site.ts';

const TABS = 10;
const OBSERVATIONS = 1_000;

/** Every page judges a suspected module as often as its address says. */
const page = (times: number): string => `<!doctype html><title>memory</title><script>
globalThis.done = ${times} === 0 || fetch('/module').then((r) => r.arrayBuffer()).then((bytes) => {
  for (let i = 0; i < ${times}; i++) new WebAssembly.Module(bytes);
  return true;
});</script>`;

export async function benchMemory(): Promise<BenchTable> {
  const title = `Memory (${TABS} tabs; proportional set size)`;
  if (process.platform !== 'linux')
    return { title, rows: [{ name: 'not measured', value: 'it takes Linux' }] };
  const argon2 = corpusModules().find(({ name }) => name === 'argon2-browser')?.bytes;
  const site = await isolatedSite((path) =>
    path === '/module' && argon2 ? argon2 : page(Number(path.slice(1))),
  );
  const contestants = await openContestants();
  const { browsers } = contestants;
  const tab = { bare: NaN, empty: NaN, assay: NaN };
  const own = { bare: NaN, empty: NaN, assay: NaN };
  try {
    for (const name of Object.keys(browsers) as Contestant[]) {
      await openTabs(browsers[name], site.url, 0);
      tab[name] = median(
        await rendererSizes(browsers[name], (args) => !args.includes('--extension-process')),
      );
      if (name === 'bare') continue;
      await openTabs(browsers[name], site.url, OBSERVATIONS / TABS);
      own[name] = median(
        await rendererSizes(browsers[name], (args) => args.includes('--extension-process')),
      );
    }
  } finally {
    await contestants.close();
    site.close();
  }
  const mb = (value: number): string => `${value.toFixed(1)} MB`;
  return {
    title,
    rows: [
      {
        name: 'a tab: more than without Assay',
        value: `${mb(tab.assay - tab.bare)} (${mb(tab.assay)}; without ${mb(tab.bare)}; empty scripts ${mb(tab.empty)})`,
        goal: 'at most 1 MB',
      },
      {
        name: `the background at ${OBSERVATIONS} open observations: more than an empty extension`,
        value: `${mb(own.assay - own.empty)} (${mb(own.assay)}; empty ${mb(own.empty)})`,
        goal: 'at most 15 MB',
      },
    ],
  };
}

/** Tabs on sites of their own, each in a process of its own. */
async function openTabs({ context }: Launched, url: string, times: number): Promise<void> {
  for (let index = 0; index < TABS; index++) {
    const tab = await context.newPage();
    await tab.goto(`${url.replace('localhost', `t${index}.localhost`)}${times}`);
    await tab.evaluate('done');
  }
}

/** MB of each renderer whose command line is as wanted; the proportional set size. */
export async function rendererSizes(
  { context }: Launched,
  isWanted: (args: string) => boolean,
): Promise<number[]> {
  const session = await context.browser()?.newBrowserCDPSession();
  const answer = await session?.send('SystemInfo.getProcessInfo');
  const { processInfo } = answer as {
    readonly processInfo: readonly { type: string; id: number }[];
  };
  const found: number[] = [];
  for (const { id } of processInfo.filter(({ type }) => type === 'renderer')) {
    const args = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => null);
    if (args === null || !isWanted(args)) continue;
    const rollup = await readFile(`/proc/${id}/smaps_rollup`, 'utf8');
    found.push(Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? NaN) / 1_000);
  }
  await session?.detach();
  return found;
}
