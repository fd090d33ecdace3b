// How long a page waits for the verdict on a miner: `new WebAssembly.Module` of a CryptoNight module that is refused, in
// fresh pages of a real browser. ASSAY_MINER names another module. What the page's clock shows is all of it: reading,
// judging, hashing, reporting and the error.
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { builtExtension, launch } from '../../cli/browser.ts';
import { cryptonightModule } from '../corpus-modules.ts';
import { median, type BenchTable } from './bench-table.ts';
import { isolatedSite } from './isolated-site.ts';

const PAGES = 12;
const AGAIN = 40;

const PAGE = `<!doctype html><title>waiting</title><script>
fetch('/module').then((response) => response.arrayBuffer()).then((bytes) => {
  const times = [];
  let refused = 0;
  for (let i = 0; i <= ${AGAIN}; i++) {
    const start = performance.now();
    try { new WebAssembly.Module(bytes) } catch { refused++ }
    times.push(performance.now() - start);
  }
  globalThis.measured = { times, refused };
});
</script>`;

interface Measured {
  readonly times: number[];
  readonly refused: number;
}

/** Medians over pages: the first verdict of a page, and the fastest tenth of the later ones. */
export async function benchVerdict(): Promise<BenchTable> {
  const named = process.env['ASSAY_MINER'];
  const module = named ? await readFile(named) : cryptonightModule().bytes;
  const site = await isolatedSite((path) => (path === '/module' ? module : PAGE));
  const launched = await launch({ headless: true, extension: builtExtension });
  const first: number[] = [];
  const later: number[] = [];
  try {
    for (let i = 0; i < PAGES; i++) {
      const page = await launched.context.newPage();
      await page.goto(site.url);
      const handle = await page.waitForFunction(
        () => (globalThis as { measured?: Measured }).measured,
      );
      const { times, refused } = (await handle.jsonValue()) as Measured;
      if (refused !== times.length) throw new Error('a module of the benchmark was not refused');
      first.push(times[0] ?? NaN);
      later.push(times.slice(1).toSorted((a, b) => a - b)[AGAIN / 10] ?? NaN);
      await page.close();
    }
  } finally {
    await launched.close();
    site.close();
  }
  return {
    title: `Verdict on a miner of ${Math.round(module.length / 1000)} kB in a page`,
    rows: [
      { name: 'first module of a page, median', value: `${median(first).toFixed(2)} ms` },
      { name: 'first module of a page, fastest', value: `${Math.min(...first).toFixed(2)} ms` },
      { name: 'again', value: `${median(later).toFixed(2)} ms` },
    ],
  };
}
